package dev.postern.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a bridge holds at one moment, in octets where nothing else is said.
 *
 * @param live objects on the heap that are in use
 * @param heap memory that the heap takes, with what is not in use
 * @param outside memory that is neither heap nor a file's, see {@link Residence}
 * @param all of its memory, with its share of what it has in common with others
 */
record Snapshot(long live, long heap, long outside, long all, long descriptors, int threads) {

    private static final double MIB = 1 << 20;

    /** More than these is a leak. */
    private static final long MOST_LIVE = 2 << 20;

    /** The compiler goes on for many minutes, and what a burst left in arenas is not given back. */
    private static final long MOST_OUTSIDE = 12 << 20;

    private static final int MOST_THREADS = 2;

    /** A directory that is looked through at that moment has two; a leak has thousands by then. */
    private static final int MOST_DESCRIPTORS = 4;

    static Snapshot of(Subject subject, JavaProcess java) throws IOException {
        long live = java.liveHeapOctets();
        Residence residence = java.residence();
        return new Snapshot(
                live,
                residence.heap(),
                residence.outside(),
                (long) (subject.kibibytes() * 1024),
                java.descriptors(),
                java.threads());
    }

    /** What has grown since {@code before} more than it may; empty if all is well. */
    List<String> grownSince(Snapshot before) {
        List<String> grown = new ArrayList<>();
        if (live - before.live > MOST_LIVE) {
            grown.add("objects on the heap");
        }
        if (outside - before.outside > MOST_OUTSIDE) {
            grown.add("memory outside the heap");
        }
        if (descriptors - before.descriptors > MOST_DESCRIPTORS) {
            grown.add("descriptors");
        }
        if (threads - before.threads > MOST_THREADS) {
            grown.add("threads");
        }
        return grown;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "heap in use %.1f MiB of %.1f, outside the heap %.1f, all (PSS) %.1f; %d"
                        + " descriptors, %d threads",
                live / MIB,
                heap / MIB,
                outside / MIB,
                all / MIB,
                descriptors,
                threads);
    }
}
