package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.discovery.Found;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;

class CommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve",
                "serve --log-format json",
                "--config /etc/help serve",
                "--config=/etc/postern --system serve",
                "--passphrase-fd 3 --state help serve status",
            })
    void aCommandIsMadeWithoutTheOthers(String words) {
        assertThat(names(words.split(" "))).containsExactly("serve");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "help serve",
                "--help serve",
                "--version",
                "serv",
                "--confg /etc serve",
                "package-files directory",
                "--config",
            })
    void whatIsSaidAboutCommandsIsSaidAboutAll(String words) {
        assertThat(names(words.split(" "))).hasSizeGreaterThan(20);
    }

    @Test
    void everyCommandHasTheNameThatItIsFoundBy() {
        line().getSubcommands()
                .forEach((name, command) -> assertThat(command.getCommandName()).isEqualTo(name));
    }

    private static Set<String> names(String... words) {
        return line(words).getSubcommands().keySet();
    }

    private static CommandLine line(String... words) {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Postern.line(
                Terminal.ofStreams(InputStream.nullInputStream(), nowhere, nowhere),
                (address, presets) -> new Found.Nothing(List.of()),
                words);
    }
}
