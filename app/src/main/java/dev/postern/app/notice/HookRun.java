package dev.postern.app.notice;

import com.google.gson.JsonObject;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the program that {@code notify} names. It gets one JSON object on its standard input:
 *
 * <pre>
 *   {"event":"consent-needed","account":"work","time":"2026-11-23T12:00:00Z",
 *    "sentence":"…","command":"postern account login work"}
 * </pre>
 *
 * <p>No shell is in between, and nothing of it stands in the arguments: a sentence may quote a
 * provider.
 */
record HookRun(List<String> words, Duration allowed) {

    private static final Logger LOG = LoggerFactory.getLogger(HookRun.class);

    /** To send a message somewhere takes seconds; the next notice waits meanwhile. */
    private static final Duration ALLOWED = Duration.ofSeconds(30);

    HookRun(List<String> words) {
        this(words, ALLOWED);
    }

    void tell(Notice notice) {
        Process process;
        try {
            process =
                    new ProcessBuilder(words)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException refused) {
            failed("could not be started: " + refused.getMessage());
            return;
        }
        try (OutputStream in = process.getOutputStream()) {
            in.write((json(notice) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException notRead) {
            // It need not read: that it is run may be enough for it.
        }
        try {
            if (!process.waitFor(allowed.toMillis(), TimeUnit.MILLISECONDS)) {
                failed("ran for more than %d s and was killed".formatted(allowed.toSeconds()));
            } else if (process.exitValue() != 0) {
                failed("ended with exit code %d instead of 0".formatted(process.exitValue()));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }

    static String json(Notice notice) {
        JsonObject json = new JsonObject();
        json.addProperty("event", notice.event());
        notice.account().ifPresent(account -> json.addProperty("account", account));
        notice.app().ifPresent(app -> json.addProperty("app", app));
        json.addProperty("time", notice.time().toString());
        json.addProperty("sentence", notice.sentence());
        notice.command().ifPresent(command -> json.addProperty("command", command));
        return json.toString();
    }

    private void failed(String what) {
        LOG.atWarn()
                .addKeyValue("program", words.getFirst())
                .addKeyValue("reason", what)
                .log("The program that `notify` names was not told; run it by hand to see why");
    }
}
