package dev.postern.core.testing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * In which pieces the octets of a peer arrive. One object serves one run of one script: it counts.
 */
public interface Arrival {

    int SINGLY = 512;

    /** Prime, so that it falls in with no size in the code. */
    int MIDDLE_PIECE = 97;

    List<byte[]> pieces(byte[] burst);

    static Arrival whole() {
        return List::of;
    }

    /** Of a burst that only repeats one octet for long, the middle comes in larger pieces. */
    static Arrival octetByOctet() {
        return burst -> {
            List<byte[]> pieces = new ArrayList<>();
            int at = 0;
            while (at < burst.length) {
                boolean middle = at > SINGLY && at < burst.length - SINGLY;
                int end = at + (middle ? MIDDLE_PIECE : 1);
                pieces.add(Arrays.copyOfRange(burst, at, end));
                at = end;
            }
            return pieces;
        };
    }

    /**
     * In two pieces, before the octet that is number {@code position} of all that the peer sends in
     * the script.
     */
    static Arrival cutAt(int position) {
        return new Arrival() {
            private int left = position;

            @Override
            public List<byte[]> pieces(byte[] burst) {
                int here = left;
                left -= burst.length;
                return here <= 0 || here >= burst.length
                        ? List.of(burst)
                        : List.of(
                                Arrays.copyOf(burst, here),
                                Arrays.copyOfRange(burst, here, burst.length));
            }
        };
    }
}
