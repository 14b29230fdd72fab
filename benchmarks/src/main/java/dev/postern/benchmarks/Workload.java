package dev.postern.benchmarks;

import java.io.IOException;

/**
 * Something that mail programs do through a proxy, and what is counted.
 *
 * @param decimals with which a value is shown
 */
record Workload(
        String title, ClientKind client, String unit, int decimals, Measurement measurement) {

    /** Takes one sample. */
    interface Measurement {
        Sample of(Subject subject, ClientKind client, Clockwork clock)
                throws IOException, InterruptedException;
    }

    /**
     * What was found once.
     *
     * @param value in the workload's unit
     * @param perSecond how many of what is counted were done in a second, by mail program, proxy
     *     and provider together; 0 where that means nothing
     */
    record Sample(double value, double perSecond) {}

    Sample sample(Subject subject, Clockwork clock) throws IOException, InterruptedException {
        return measurement.of(subject, client, clock);
    }

    /** For the chart and the tables: one line, the same in all runs. */
    String name() {
        return title + ", " + client.shown() + " client";
    }
}
