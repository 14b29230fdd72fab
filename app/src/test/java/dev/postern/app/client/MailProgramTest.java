package dev.postern.app.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.account.Protocol;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

/** Each program of the list; those that Debian has are tried by scripts/interop-clients. */
class MailProgramTest {
    private static final List<String> OF_XML = List.of("autoconfig", "apple-mail");

    @TempDir private Path directory;

    static Stream<MailProgram> programs() {
        return MailProgram.all().stream();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void itsFileCanBeFilledHoweverTheBridgeListens(MailProgram program) throws Exception {
        for (String filled : allWays(program, Values.in(directory))) {
            assertThat(filled).doesNotContain("{{").doesNotContain("\n\n\n\n").isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void onlyACertificateOfTheLocalAuthorityIsMentioned(MailProgram program) throws Exception {
        Values values = Values.in(directory);
        String file = values.root().file().toString();
        assertThat(program.fill(values.with(Encryption.TLS, Endpoint.Issuer.OTHER)))
                .doesNotContain(file)
                .doesNotContain(values.root().fingerprint());
        assertThat(program.fill(values.with(Encryption.NONE))).doesNotContain(file);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void whatComesFromElsewhereStaysOneValue(MailProgram program) throws Exception {
        Values values =
                Values.in(directory)
                        .of("\"o'b\\r`id`$(id)%s<&>\"@example.org")
                        .havingPasswordsBy("cat '/pass words'/\"{app}\"");
        for (String filled : allWays(program, values)) {
            if (OF_XML.contains(program.name())) {
                parse(filled);
            }
            assertThat(filled).doesNotContain("{app}");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aLineEndInAValueIsRefused(MailProgram program) throws Exception {
        Values values = Values.in(directory).of("jo\nset x@example.org");
        if (!program.name().equals("autoconfig")) {
            assertThatThrownBy(() -> program.fill(values.with(Encryption.TLS)))
                    .isInstanceOf(UnwritableException.class)
                    .hasMessageContaining("control character");
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void itsStepsCanBeFilledToo(MailProgram program) throws Exception {
        assertThat(program.steps(Values.in(directory).with(Encryption.TLS)))
                .isNotEmpty()
                .noneMatch(step -> step.contains("{{"));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void itIsFoundByEachOfItsNames(MailProgram program) {
        List<String> names = new ArrayList<>(program.aliases());
        names.add(program.name());
        assertThat(names).allMatch(name -> MailProgram.named(name).orElseThrow().equals(program));
    }

    private static List<String> allWays(MailProgram program, Values values) {
        List<String> filled = new ArrayList<>();
        List<Set<Protocol>> spoken =
                List.of(
                        EnumSet.allOf(Protocol.class),
                        EnumSet.of(Protocol.IMAP),
                        EnumSet.of(Protocol.SMTP));
        for (Set<Protocol> protocols : spoken) {
            if (protocols.containsAll(program.necessary())) {
                for (Encryption way : Encryption.values()) {
                    filled.add(program.fill(values.speaking(protocols).with(way)));
                }
            }
        }
        return filled;
    }

    private static void parse(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
