package dev.postern.app.browser;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A browser with one page, without a screen. */
final class Chromium implements AutoCloseable {

    /** It reads a hundred megabytes when it starts; build machines are slow at that. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final DevTools tools;
    private final String page;

    private Chromium(Process process, DevTools tools, String page) {
        this.process = process;
        this.tools = tools;
        this.page = page;
    }

    /**
     * @param directory for all that it writes
     */
    static Chromium start(Path directory) throws Exception {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(
                List.of(
                        "--headless=new",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--no-first-run",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-proxy-server",
                        // It stays on this machine, whatever it would like to ask its maker.
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE"
                                + " 127.0.0.1"));
        if (System.getProperty("user.name").equals("root")) {
            // Its sandbox wants to be started by somebody else.
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        File log = directory.resolve("chromium.log").toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("TMPDIR", directory.toString());
        Process process = builder.start();
        try {
            return attach(process, directory.resolve("profile/DevToolsActivePort"));
        } catch (Exception | AssertionError failed) {
            end(process);
            throw new AssertionError(
                    "Chromium did not start:\n" + Files.readString(log.toPath()), failed);
        }
    }

    private static Path program() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory ->
                        Stream.of("chromium", "chromium-browser", "google-chrome")
                                .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError(
                                "This test needs Chromium, and found none in PATH. Install it:"
                                        + " apt-get install --no-install-recommends chromium"));
    }

    private static Chromium attach(Process process, Path portFile) throws Exception {
        await().atMost(START).until(() -> !process.isAlive() || isWritten(portFile));
        List<String> place = Files.readAllLines(portFile);
        DevTools tools =
                new DevTools(
                        URI.create("ws://127.0.0.1:%s%s".formatted(place.get(0), place.get(1))));
        JsonObject blank = new JsonObject();
        blank.addProperty("url", "about:blank");
        JsonObject target = tools.ask("", "Target.createTarget", blank).getAsJsonObject("result");
        JsonObject attaching = new JsonObject();
        attaching.add("targetId", target.get("targetId"));
        attaching.addProperty("flatten", true);
        JsonObject attached =
                tools.ask("", "Target.attachToTarget", attaching).getAsJsonObject("result");
        return new Chromium(process, tools, attached.get("sessionId").getAsString());
    }

    /** Port and path, a line each. */
    private static boolean isWritten(Path portFile) throws IOException {
        return Files.exists(portFile) && Files.readAllLines(portFile).size() == 2;
    }

    /** As if typed into the address bar; does not wait for the page. */
    void open(URI address) throws Exception {
        JsonObject navigation = new JsonObject();
        navigation.addProperty("url", address.toString());
        tools.ask(page, "Page.navigate", navigation);
    }

    void reload() throws Exception {
        evaluate("document.body.textContent = ''");
        tools.ask(page, "Page.reload", new JsonObject());
    }

    void back() throws Exception {
        evaluate("history.back()");
    }

    void click(String link) throws Exception {
        evaluate("document.getElementById('%s').click()".formatted(link));
    }

    void preferDark() throws Exception {
        JsonObject scheme = new JsonObject();
        scheme.addProperty("name", "prefers-color-scheme");
        scheme.addProperty("value", "dark");
        JsonArray features = new JsonArray();
        features.add(scheme);
        JsonObject media = new JsonObject();
        media.add("features", features);
        tools.ask(page, "Emulation.setEmulatedMedia", media);
    }

    /** What the person reads, once {@code words} are part of it. */
    String textWith(String words) {
        return await().atMost(PATIENCE)
                .until(
                        () -> evaluate("document.body ? document.body.innerText : ''"),
                        text -> text.contains(words));
    }

    /** What stands in the address bar. */
    String address() throws Exception {
        return evaluate("location.href");
    }

    /** Where the back and forward buttons lead to. */
    List<String> history() throws Exception {
        return tools
                .ask(page, "Page.getNavigationHistory", new JsonObject())
                .getAsJsonObject("result")
                .getAsJsonArray("entries")
                .asList()
                .stream()
                .map(entry -> entry.getAsJsonObject().get("url").getAsString())
                .toList();
    }

    /** As if just started. */
    void forget() throws Exception {
        open(URI.create("about:blank"));
        tools.ask(page, "Page.resetNavigationHistory", new JsonObject());
    }

    /** The value of an expression as text; empty while there is no page. */
    String evaluate(String expression) throws Exception {
        JsonObject evaluation = new JsonObject();
        evaluation.addProperty("expression", expression);
        evaluation.addProperty("returnByValue", true);
        JsonObject answer = tools.ask(page, "Runtime.evaluate", evaluation);
        JsonElement value =
                answer.has("result")
                        ? answer.getAsJsonObject("result").getAsJsonObject("result").get("value")
                        : null;
        return value == null ? "" : value.getAsString();
    }

    @Override
    public void close() {
        tools.close();
        end(process);
    }

    /** With all of its helpers, which write into its directory. */
    private static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
