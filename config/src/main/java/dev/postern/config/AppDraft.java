package dev.postern.config;

import dev.postern.core.access.App;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An app that somebody describes key by key, held to the rules of an {@code [[app]]}. */
public sealed interface AppDraft {

    /** It can be added. */
    record Fitting(App app) implements AppDraft {}

    /**
     * It can't.
     *
     * @param problems at least one; each names the key, and no file
     */
    record Wrong(List<Problem> problems) implements AppDraft {
        public Wrong {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What an {@code [[app]]} with these settings would be.
     *
     * @param settings the keys of an {@code [[app]]}: texts, lists of texts, and a long
     */
    static AppDraft of(Map<String, Object> settings) {
        Problems problems = new Problems();
        Table table =
                new Table(settings, "", Path.of(""), TomlPlaces.onOneLine(settings), problems);
        return AppReader.read(table)
                .filter(app -> problems.isEmpty())
                .<AppDraft>map(Fitting::new)
                .orElseGet(() -> new Wrong(problems.sorted()));
    }

    /** The settings that make {@code app}, without those that are usual. */
    static Map<String, Object> settings(App app) {
        return AppWriter.settings(app);
    }
}
