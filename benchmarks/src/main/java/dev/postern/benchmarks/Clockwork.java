package dev.postern.benchmarks;

import dev.postern.benchmarks.Workload.Sample;

import java.io.IOException;

/** Takes the processor time and the time on the wall around some work. */
final class Clockwork {

    private Clockwork() {}

    /** What is measured. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Processor seconds of the proxy for one of so many units.
     *
     * @param scale 1,000 for milliseconds of it, and so on
     */
    static Sample cpuPer(double units, double scale, Subject subject, Work work)
            throws IOException, InterruptedException {
        double before = subject.cpuSeconds();
        long began = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Sample(
                (subject.cpuSeconds() - before) * scale / units, units / Math.max(seconds, 1e-9));
    }
}
