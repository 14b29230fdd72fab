package dev.postern.app.metrics;

import java.util.List;
import java.util.Locale;

/** Metrics as Prometheus reads them: its text format 0.0.4. */
final class Exposition {

    /** What the format is called in HTTP. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Of a family of samples. */
    enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** A label and its value. */
    record Label(String name, String value) {}

    private final StringBuilder text = new StringBuilder();

    /** Samples of this name follow. */
    void family(String name, Kind kind, String help) {
        text.append("# HELP ").append(name).append(' ').append(escaped(help)).append('\n');
        text.append("# TYPE ")
                .append(name)
                .append(' ')
                .append(kind.name().toLowerCase(Locale.ROOT))
                .append('\n');
    }

    void sample(String name, double value, Label... labels) {
        sample(name, number(value), List.of(labels));
    }

    /** Exact: octets are more than a fraction can count. */
    void sample(String name, long value, Label... labels) {
        sample(name, value, List.of(labels));
    }

    void sample(String name, long value, List<Label> labels) {
        sample(name, String.valueOf(value), labels);
    }

    private void sample(String name, String value, List<Label> labels) {
        text.append(name);
        String before = "{";
        for (Label label : labels) {
            text.append(before)
                    .append(label.name())
                    .append("=\"")
                    .append(escaped(label.value()).replace("\"", "\\\""))
                    .append('"');
            before = ",";
        }
        text.append(labels.isEmpty() ? " " : "} ").append(value).append('\n');
    }

    private static String escaped(String said) {
        return said.replace("\\", "\\\\").replace("\n", "\\n");
    }

    /** {@code 1}, and not {@code 1.0}, as everybody writes bounds. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
