package dev.postern.app.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Starts nothing, and remembers what it should have started. All goes well unless said otherwise.
 */
final class RecordedPrograms implements Programs {
    private final List<String> commands = new ArrayList<>();
    private final Map<String, Ended> answers = new HashMap<>();

    /** Has commands that begin so end so. */
    RecordedPrograms answers(String beginning, int code, String output) {
        answers.put(beginning, new Ended(code, output));
        return this;
    }

    List<String> commands() {
        return commands;
    }

    @Override
    public Ended run(List<String> words) {
        String command = String.join(" ", words);
        commands.add(command);
        return answers.entrySet().stream()
                .filter(answer -> command.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(new Ended(0, ""));
    }

    @Override
    public int show(List<String> words, Consumer<String> line) {
        Ended ended = run(words);
        ended.output().lines().forEach(line);
        return ended.code();
    }
}
