package dev.postern.app.e2e;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this JVM holds, in which bridge, client and provider of a test all are. */
final class UsedMemory {

    private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

    private UsedMemory() {}

    /** What is reachable on the heap, and all that Netty has outside of it, used or pooled. */
    static long octets() {
        HEAP.gc();
        return HEAP.getHeapMemoryUsage().getUsed()
                + ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                        .metric()
                        .usedDirectMemory();
    }
}
