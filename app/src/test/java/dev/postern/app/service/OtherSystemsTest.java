package dev.postern.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * What can be said of macOS and Windows without having them: the files are XML, and say the right
 * things.
 */
class OtherSystemsTest {
    private static final Launch LAUNCH =
            new Launch(
                    Path.of("/opt/pos & tern/bin/postern"),
                    List.of("--config=/srv/<mine>"),
                    Optional.of(Path.of("/opt/java")));

    @TempDir private Path home;
    private final RecordedPrograms programs = new RecordedPrograms();

    private void carryOut(Plan plan) throws ServiceException {
        new Workman(programs, line -> {}).carryOut(plan);
    }

    private static Document parsed(Path file) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> texts(Document document, String element) {
        NodeList nodes = document.getElementsByTagName(element);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        return texts;
    }

    @Test
    void theAgentOfMacOsStartsTheLauncher() throws Exception {
        carryOut(new Launchd(home).install(LAUNCH, List.of(), List.of()));
        Path agent = home.resolve("Library/LaunchAgents/dev.postern.bridge.plist");
        assertThat(texts(parsed(agent), "string"))
                .contains(
                        "/opt/pos & tern/bin/postern",
                        "--config=/srv/<mine>",
                        "serve",
                        "/opt/java");
        assertThat(agent).content().doesNotContain("${");
        assertThat(programs.commands().getLast()).contains("launchctl bootstrap gui/");
    }

    @Test
    void theAgentOfMacOsGoesAgain() throws Exception {
        carryOut(new Launchd(home).install(LAUNCH, List.of(), List.of()));
        carryOut(new Launchd(home).uninstall(List.of()));
        assertThat(home.resolve("Library/LaunchAgents")).isEmptyDirectory();
    }

    @Test
    void theTaskOfWindowsStartsTheLauncherAtSystemStart() throws Exception {
        carryOut(new TaskScheduler(home, "PC\\jo").install(LAUNCH, List.of(), List.of()));
        Path file = home.resolve("postern-task.xml");
        Document task = parsed(file);
        assertThat(texts(task, "UserId")).containsExactly("PC\\jo");
        assertThat(task.getElementsByTagName("BootTrigger").getLength()).isEqualTo(1);
        assertThat(texts(task, "Arguments").getFirst())
                .contains("postern.cmd\" \"--config=/srv/<mine>\" \"serve\" 2>>");
        assertThat(Files.readString(file, StandardCharsets.UTF_16)).doesNotContain("${");
        assertThat(programs.commands())
                .containsExactly(
                        "schtasks /Create /TN Postern /XML " + file + " /F",
                        "schtasks /Run /TN Postern");
    }

    @Test
    void theTaskOfWindowsGoesAgain() throws Exception {
        carryOut(new TaskScheduler(home, "jo").install(LAUNCH, List.of(), List.of()));
        carryOut(new TaskScheduler(home, "jo").uninstall(List.of()));
        assertThat(home).isEmptyDirectory();
        assertThat(programs.commands()).contains("schtasks /Delete /TN Postern /F");
    }
}
