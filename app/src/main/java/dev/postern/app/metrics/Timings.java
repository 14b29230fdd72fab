package dev.postern.app.metrics;

import dev.postern.app.metrics.Exposition.Kind;
import dev.postern.app.metrics.Exposition.Label;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How long something took, as a histogram for each value of a label. Thread-safe. */
final class Timings {

    /** Seconds: a login near by takes the first, the deadline of one is the last. */
    private static final List<Double> BOUNDS =
            List.of(0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0);

    private record Histogram(List<LongAdder> buckets, LongAdder count, LongAdder nanos) {
        static Histogram empty() {
            return new Histogram(
                    Stream.generate(LongAdder::new).limit(BOUNDS.size()).toList(),
                    new LongAdder(),
                    new LongAdder());
        }
    }

    private final String name;
    private final String help;
    private final String label;
    private final Map<String, Histogram> series = new ConcurrentHashMap<>();

    /**
     * @param label whose values are few
     */
    Timings(String name, String help, String label) {
        this.name = name;
        this.help = help;
        this.label = label;
    }

    void took(Duration time, String value) {
        Histogram histogram = series.computeIfAbsent(value, ignored -> Histogram.empty());
        double seconds = time.toNanos() / 1e9;
        for (int i = 0; i < BOUNDS.size(); i++) {
            if (seconds <= BOUNDS.get(i)) {
                histogram.buckets().get(i).increment();
                break;
            }
        }
        histogram.count().increment();
        histogram.nanos().add(time.toNanos());
    }

    void write(Exposition out) {
        out.family(name, Kind.HISTOGRAM, help);
        series.forEach((value, histogram) -> write(out, new Label(label, value), histogram));
    }

    private void write(Exposition out, Label which, Histogram histogram) {
        long below = 0;
        for (int i = 0; i < BOUNDS.size(); i++) {
            below += histogram.buckets().get(i).sum();
            out.sample(
                    name + "_bucket",
                    below,
                    which,
                    new Label("le", Exposition.number(BOUNDS.get(i))));
        }
        long count = Math.max(below, histogram.count().sum());
        out.sample(name + "_bucket", count, which, new Label("le", "+Inf"));
        out.sample(name + "_sum", histogram.nanos().sum() / 1e9, which);
        out.sample(name + "_count", count, which);
    }
}
