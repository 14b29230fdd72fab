package dev.postern.app.bridge;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** Takes over what the files say, and tells the log what came of it. */
record Reloading(Operations operations) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);

    @Override
    public void run() {
        switch (operations.carryOut(new Request.Reload())) {
            case Answer.Broken(List<String> problems) ->
                    problems.forEach(problem ->
                            LOG.atWarn()
                                    .addKeyValue("problem", problem)
                                    .log("The configuration has a fault; the running one stays"));
            case Answer.StateUnusable(String sentence) -> nothing(sentence);
            case Answer.Refused(String sentence) -> nothing(sentence);
            case Answer.Done(List<String> notes) ->
                    notes.forEach(note -> LOG.atWarn().addKeyValue("note", note).log("Reloaded"));
            case Answer other -> throw new IllegalStateException("answered by " + other);
        }
    }

    private static void nothing(String why) {
        LOG.atWarn().addKeyValue("reason", why).log("Nothing was reloaded");
    }
}
