package dev.postern.imap.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.imap.proof.ReferenceParser.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ReferenceParserTest {

    private static Reading read(String text) {
        return ReferenceParser.read(Octets.of(text), 0, Integer.MAX_VALUE);
    }

    @Test
    void atomsStringsListsAndLiteralsAreArguments() {
        String command =
                "a1 uid Fetch 1:* (a \"b\\\"c\" {3}\r\nd\r\n ()) BODY[HEADER.FIELDS (To)]\r\n";

        assertThat(read(command + "rest"))
                .isEqualTo(
                        new Reading.Command(
                                new Seen(
                                        "a1",
                                        "UID FETCH",
                                        List.of(
                                                new Argument.Atom("1:*"),
                                                new Argument.Group(
                                                        List.of(
                                                                new Argument.Atom("a"),
                                                                new Argument.Text("b\"c"),
                                                                new Argument.Text("d\r\n"),
                                                                new Argument.Group(List.of()))),
                                                new Argument.Atom("BODY[HEADER.FIELDS"),
                                                new Argument.Group(
                                                        List.of(new Argument.Atom("To"))),
                                                new Argument.Atom("]"))),
                                command.length()));
    }

    @Test
    void aSynchronizingLiteralIsAskedFor() {
        byte[] command = Octets.of("a1 CREATE {1}\r\nx\r\n");

        assertThat(ReferenceParser.read(command, 0, 0)).isEqualTo(new Reading.Asks("a1", 15));
        assertThat(ReferenceParser.read(command, 0, 15)).isInstanceOf(Reading.Command.class);
    }

    @Test
    void aLiteralThatDoesNotWaitIsNotAskedFor() {
        assertThat(ReferenceParser.read(Octets.of("a1 CREATE {1+}\r\nx\r\n"), 0, 0))
                .isInstanceOf(Reading.Command.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a1 NOOP", "a1 NOOP\r", "a1 CREATE {3}\r\nab", "a1 LIST (\"x"})
    void theBeginningOfACommandIsHalfOne(String text) {
        assertThat(read(text)).isEqualTo(new Reading.Half());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "a1\r\n",
                "a1 NOOP\n",
                "a1 NOOP \r\n",
                "a1  NOOP\r\n",
                "+ NOOP\r\n",
                "a1 LIST (a\r\n",
                "a1 LIST a)\r\n",
                "a1 LIST \"a\r\n\"\r\n",
                "a1 LIST \"\\a\"\r\n",
                "a1 LIST \"a\"b\r\n",
                "a1 LIST a{1}\r\nb\r\n",
                "a1 LIST {}\r\n",
                "a1 LIST {-1}\r\n",
                "a1 LIST {4294967297}\r\n",
                "a1 LIST {1}\nb\r\n",
                "a1 LIST {1}\r\nbc\r\n",
                "a1 LIST a\u0000\r\n",
                "a1 LIST \u00e9\r\n"
            })
    void whatTwoServersCouldReadDifferentlyIsNonsense(String text) {
        assertThat(read(text)).isInstanceOf(Reading.Nonsense.class);
    }
}
