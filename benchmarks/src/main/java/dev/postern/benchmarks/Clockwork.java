package dev.postern.benchmarks;

import dev.postern.benchmarks.Workload.Sample;

import java.io.IOException;
import java.time.Duration;

/**
 * Takes the processor time and the time on the wall around some work, which is repeated for as long
 * as a sample shall take: a proxy that is slow at something does less of it, and is not waited for.
 *
 * @param sample how long a sample takes at least
 */
record Clockwork(Duration sample) {

    /** What is measured. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    /**
     * Processor seconds of the proxy for one unit.
     *
     * @param units that are done each time
     * @param scale 1,000 for milliseconds of it, and so on
     */
    Sample cpuPer(double units, double scale, Subject subject, Work work)
            throws IOException, InterruptedException {
        double before = subject.cpuSeconds();
        long began = System.nanoTime();
        double done = units * repeat(began, work);
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Sample((subject.cpuSeconds() - before) * scale / done, done / seconds);
    }

    /**
     * Repeats work until the sample that began then is over.
     *
     * @return how often it was done; once at least
     */
    long repeat(long began, Work work) throws IOException, InterruptedException {
        long times = 0;
        do {
            work.run();
            times++;
        } while (System.nanoTime() - began < sample.toNanos());
        return times;
    }
}
