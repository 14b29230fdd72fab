package dev.postern.imap.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.ImapProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An oracle that never objects would prove nothing. */
class PolicyOracleTest {

    private static Optional<String> objection(ImapProfile profile, String command) {
        return objection(
                new PolicyOracle(profile, new AllowedFolders(List.of(), '/'), Set.of("Trash")),
                command);
    }

    private static Optional<String> objection(PolicyOracle oracle, String command) {
        return oracle.objection(seen(command));
    }

    private static Seen seen(String command) {
        var reading =
                ReferenceParser.read(Octets.of("a " + command + "\r\n"), 0, Integer.MAX_VALUE);
        return ((ReferenceParser.Reading.Command) reading).seen();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "READ_ONLY     | SELECT INBOX",
                "READ_ONLY     | STORE 1 FLAGS (\\Seen)",
                "READ_ONLY     | UID COPY 1 INBOX",
                "READ_ONLY     | APPEND INBOX \"x\"",
                "READ_ONLY     | COMPRESS DEFLATE",
                "READ_ONLY     | ENABLE UIDONLY",
                "READ_ONLY     | X-ANYTHING",
                "READ_AND_FLAG | CLOSE",
                "READ_AND_FLAG | UID STORE 1 (UNCHANGEDSINCE 1) +FLAGS.SILENT (\\deleted)",
                "READ_AND_FLAG | STORE 1 +FLAGS \\Seen \\Draft",
                "READ_AND_FLAG | STORE 1 FLAGS.SILENT (\\Seen)",
                "NO_DELETE     | STORE 1 FLAGS (\\Deleted)",
                "READ_AND_FLAG | STORE 1 X-GM-LABELS (Work)",
                "APPEND_ONLY   | EXAMINE INBOX",
                "APPEND_ONLY   | APPEND INBOX CATENATE (URL \"x\")",
                "APPEND_ONLY   | APPEND INBOX (\"x\")",
                "APPEND_ONLY   | APPEND INBOX \"x\" \"y\" \"z\"",
                "APPEND_ONLY   | APPEND INBOX",
                "NO_DELETE     | STORE 1 +FLAGS (\\Seen \\DELETED)",
                "NO_DELETE     | COPY 1 Trash",
                "NO_DELETE     | UID MOVE 1 INBOX",
                "NO_DELETE     | UID EXPUNGE 1",
                "NO_DELETE     | RENAME a b",
                "FULL          | SETACL INBOX anyone lr"
            })
    void whatAProfileForbidsIsObjectedTo(ImapProfile profile, String command) {
        assertThat(objection(profile, command)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "READ_ONLY     | EXAMINE INBOX",
                "READ_ONLY     | UID FETCH 1 BODY[]",
                "READ_AND_FLAG | STORE 1 +FLAGS (\\Seen $Work)",
                "APPEND_ONLY   | APPEND INBOX (\\Seen) \"date\" \"x\"",
                "APPEND_ONLY   | APPEND INBOX UTF8 (\"x\")",
                "NO_DELETE     | COPY 1 Archive",
                "NO_DELETE     | STORE 1 -FLAGS (\\Deleted)",
                "FULL          | EXPUNGE"
            })
    void whatAProfileAllowsIsNot(ImapProfile profile, String command) {
        assertThat(objection(profile, command)).isEmpty();
    }

    private static PolicyOracle list(char delimiter) {
        AllowedFolders folders =
                new AllowedFolders(List.of("INBOX", "Archive/Mail", "Entw\u00fcrfe"), delimiter);
        return new PolicyOracle(ImapProfile.FULL, folders, Set.of());
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT inbox, /",
        "SELECT Archive/Mail, /",
        "SELECT Archive/Mail/2024, /",
        "CREATE Archive/Mail/, /",
        "SELECT Archive.Mail.2024, .",
        "SELECT \"Entw&APw-rfe\", /",
        "RENAME INBOX/a INBOX/b, /"
    })
    void aNameInTheListIsAllowed(String command, char delimiter) {
        assertThat(objection(list(delimiter), command)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT Archive, /",
        "SELECT Archive/Mails, /",
        "SELECT archive/Mail, /",
        "SELECT Archive/Mail, .",
        "SELECT Archive/Mail/../x, /",
        "SELECT Entw&APwA-rfe, /",
        "RENAME INBOX Other, /",
        "UID COPY 1 Other, /",
        "GETMETADATA (DEPTH 1) Other /private, /",
        "FETCH 1 (X-GM-LABELS), /",
        "SEARCH NOT (X-GM-RAW x), /"
    })
    void aNameOutsideTheListIsObjectedTo(String command, char delimiter) {
        assertThat(objection(list(delimiter), command)).isPresent();
    }

    @Test
    void aNameIsReadInBothWaysOnceUtf8IsEnabled() {
        PolicyOracle oracle = list('/');

        assertThat(objection(oracle, "SELECT \"Entw\u00c3\u00bcrfe\"")).isPresent();
        oracle.enabled(seen("ENABLE UTF8=ACCEPT"));

        assertThat(objection(oracle, "SELECT \"Entw\u00c3\u00bcrfe\"")).isEmpty();
        assertThat(objection(oracle, "SELECT Entw&APw-rfe")).isPresent();
    }
}
