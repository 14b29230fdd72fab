package dev.postern.app.metrics;

import dev.postern.app.metrics.Exposition.Kind;
import dev.postern.app.metrics.Exposition.Label;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts of one thing, told apart by labels. Thread-safe, and never blocks. */
final class Counters {

    /** A domain of an account for all of it has as many mailboxes; the rest is counted as one. */
    private static final int MOST_SERIES = 2000;

    private static final String OTHERS = "(others)";

    private final String name;
    private final String help;
    private final List<String> labels;
    private final Map<List<String>, LongAdder> series = new ConcurrentHashMap<>();

    Counters(String name, String help, String... labels) {
        this.name = name;
        this.help = help;
        this.labels = List.of(labels);
    }

    /**
     * @param values of the labels, in their order
     */
    void add(long count, String... values) {
        List<String> key = List.of(values);
        LongAdder adder = series.get(key);
        if (adder == null) {
            List<String> kept =
                    series.size() < MOST_SERIES ? key : Collections.nCopies(values.length, OTHERS);
            adder = series.computeIfAbsent(kept, ignored -> new LongAdder());
        }
        adder.add(count);
    }

    /** As it is now. */
    long count(String... values) {
        LongAdder adder = series.get(List.of(values));
        return adder == null ? 0 : adder.sum();
    }

    void write(Exposition out) {
        out.family(name, Kind.COUNTER, help);
        series.forEach((values, count) -> out.sample(name, count.sum(), labelled(values)));
    }

    private List<Label> labelled(List<String> values) {
        List<Label> all = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            all.add(new Label(labels.get(i), values.get(i)));
        }
        return all;
    }
}
