package dev.postern.app.e2e;

import dev.postern.app.fault.Fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is expected of the bridge whatever happens: for each moment, errand and guard, what the
 * client is told or finds after each fault.
 */
final class FaultTable {

    /** Read as it stands: {@code -} is what cannot be, or would be what another field is. */
    private static final String TABLE =
            """
            moment                 errand guard  DELAY TRICKLE RESET             HALF_CLOSE       TLS_CLOSE        BLACK_HOLE    PAUSE ZERO_WINDOW
            CONNECTED              FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            CONNECTED              SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            TLS_HELLO              FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            TLS_HELLO              SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            TLS_ANSWER             FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            TLS_ANSWER             SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_PLAIN_GREETING      FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_PLAIN_GREETING      SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_PLAIN_OFFERS        FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_PLAIN_OFFERS        SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            BEFORE_STARTTLS_ANSWER FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            BEFORE_STARTTLS_ANSWER SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_STARTTLS_ANSWER     FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_STARTTLS_ANSWER     SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            STARTTLS_ANSWERED      FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            STARTTLS_ANSWERED      SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            STARTTLS_HELLO         FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            STARTTLS_HELLO         SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_STARTTLS_HANDSHAKE  FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            IN_STARTTLS_HANDSHAKE  SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      -                UNAVAILABLE   -     -
            GREETING               FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            GREETING               SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_GREETING            FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_GREETING            SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_OFFERS              FETCH  SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_OFFERS              SEND   SPLICE DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_CREDENTIAL          FETCH  GATE   DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_CREDENTIAL          SEND   GATE   DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_LOGIN_ANSWER        FETCH  GATE   DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            IN_LOGIN_ANSWER        SEND   GATE   DONE  DONE    UNAVAILABLE       UNAVAILABLE      UNAVAILABLE      UNAVAILABLE   -     -
            HANDED_OVER            FETCH  SPLICE DONE  DONE    ENDED/UNAVAILABLE ENDED            ENDED            ENDED         -     -
            HANDED_OVER            SEND   SPLICE DONE  DONE    ENDED/UNAVAILABLE ENDED            ENDED            ENDED         -     -
            HANDED_OVER            FETCH  GATE   DONE  DONE    GOODBYE/UNAVAILABLE GOODBYE        GOODBYE          GOODBYE       -     -
            HANDED_OVER            SEND   GATE   DONE  DONE    GOODBYE/UNAVAILABLE GOODBYE        GOODBYE          GOODBYE       -     -
            IN_DOWNLOAD            FETCH  SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            IN_DOWNLOAD            FETCH  GATE   DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            IN_UPLOAD              APPEND SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         DONE  ENDED
            IN_UPLOAD              APPEND GATE   DONE  DONE    GOODBYE           GOODBYE          GOODBYE          GOODBYE       DONE  GOODBYE
            IN_UPLOAD              SEND   SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         DONE  ENDED
            IN_UPLOAD              SEND   GATE   DONE  DONE    NOT_SENT/UNKNOWN  NOT_SENT/UNKNOWN NOT_SENT/UNKNOWN UNKNOWN       DONE  GOODBYE
            BEFORE_VERDICT         APPEND SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            BEFORE_VERDICT         APPEND GATE   DONE  DONE    GOODBYE           GOODBYE          GOODBYE          GOODBYE       -     -
            BEFORE_VERDICT         SEND   SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            BEFORE_VERDICT         SEND   GATE   DONE  DONE    UNKNOWN           UNKNOWN          UNKNOWN          UNKNOWN       -     -
            IN_VERDICT             APPEND SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            IN_VERDICT             APPEND GATE   DONE  DONE    ENDED/GOODBYE     ENDED/GOODBYE    ENDED/GOODBYE    ENDED/GOODBYE -     -
            IN_VERDICT             SEND   SPLICE DONE  DONE    ENDED             ENDED            ENDED            ENDED         -     -
            IN_VERDICT             SEND   GATE   DONE  DONE    UNKNOWN           UNKNOWN          UNKNOWN          UNKNOWN       -     -
            CLIENT_CONNECTED       FETCH  SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_CONNECTED       SEND   SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_TLS_HELLO       FETCH  SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_TLS_HELLO       SEND   SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_TLS_ANSWER      FETCH  SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_TLS_ANSWER      SEND   SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_IN_LOGIN        FETCH  SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_IN_LOGIN        SEND   SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_DIALLING        FETCH  SPLICE -     -       FREED             UNAVAILABLE_AT_LAST -             FREED         -     -
            CLIENT_DIALLING        SEND   SPLICE -     -       FREED             UNAVAILABLE_AT_LAST -             FREED         -     -
            CLIENT_IN_DOWNLOAD     FETCH  SPLICE DONE  DONE    FREED             DONE             -                FREED         DONE  FREED
            CLIENT_IN_DOWNLOAD     FETCH  GATE   DONE  DONE    FREED             DONE             -                FREED         DONE  FREED
            CLIENT_IN_UPLOAD       APPEND SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_IN_UPLOAD       APPEND GATE   DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_IN_UPLOAD       SEND   SPLICE DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_IN_UPLOAD       SEND   GATE   DONE  DONE    FREED             FREED            -                FREED         -     -
            CLIENT_BEFORE_VERDICT  APPEND SPLICE DONE  DONE    FREED             DONE             -                FREED         -     -
            CLIENT_BEFORE_VERDICT  APPEND GATE   DONE  DONE    FREED             DONE             -                FREED         -     -
            CLIENT_BEFORE_VERDICT  SEND   SPLICE DONE  DONE    FREED             DONE             -                FREED         -     -
            CLIENT_BEFORE_VERDICT  SEND   GATE   DONE  DONE    FREED             DONE             -                FREED         -     -
            """;

    /** Columns before the first fault. */
    private static final int KEYS = 3;

    private FaultTable() {}

    /** All fields of the table that have something in them, row by row. */
    static List<FaultCell> cells() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        String[] faults = rows.getFirst();
        List<FaultCell> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int column = KEYS; column < row.length; column++) {
                if (!row[column].equals("-")) {
                    cells.add(
                            new FaultCell(
                                    FaultMoment.valueOf(row[0]),
                                    Errand.valueOf(row[1]),
                                    FaultCell.Guard.valueOf(row[2]),
                                    Fault.valueOf(faults[column]),
                                    outcomes(row[column])));
                }
            }
        }
        return cells;
    }

    private static Set<FaultOutcome> outcomes(String words) {
        Set<FaultOutcome> outcomes = EnumSet.noneOf(FaultOutcome.class);
        Arrays.stream(words.split("/", -1)).map(FaultOutcome::valueOf).forEach(outcomes::add);
        return outcomes;
    }
}
