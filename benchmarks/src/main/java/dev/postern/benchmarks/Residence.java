package dev.postern.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the memory of a JVM is that no file backs, in octets. Linux knows where it is, and the JVM
 * where its heap is.
 *
 * @param heap with what the collector has not given back, or not taken yet
 * @param outside what native libraries have allocated (TLS, and the buffers of Netty's pool), and
 *     what the JVM needs for itself: code, classes, stacks
 */
record Residence(long heap, long outside) {

    private static final Pattern GENERATION =
            Pattern.compile("\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern ANONYMOUS = Pattern.compile("Anonymous: +(\\d+) kB");

    static Residence of(long pid, JavaProcess java) throws IOException {
        long low = Long.MAX_VALUE;
        long high = 0;
        Matcher generations = GENERATION.matcher(java.diagnostic("gcHeapInfo"));
        while (generations.find()) {
            low = Math.min(low, Long.parseUnsignedLong(generations.group(1), 16));
            high = Math.max(high, Long.parseUnsignedLong(generations.group(2), 16));
        }
        long heap = 0;
        long outside = 0;
        boolean inHeap = false;
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            Matcher anonymous = ANONYMOUS.matcher(line);
            if (mapping.matches()) {
                long begin = Long.parseUnsignedLong(mapping.group(1), 16);
                inHeap = begin >= low && begin < high;
            } else if (anonymous.matches()) {
                long octets = Long.parseLong(anonymous.group(1)) * 1024;
                heap += inHeap ? octets : 0;
                outside += inHeap ? 0 : octets;
            }
        }
        return new Residence(heap, outside);
    }
}
