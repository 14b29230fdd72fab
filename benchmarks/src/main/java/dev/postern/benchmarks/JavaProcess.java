package dev.postern.benchmarks;

import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.PlatformManagedObject;
import java.util.Arrays;
import java.util.Objects;

import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Asks a JVM of another process, started without any option for it, about its memory and threads.
 * Being asked costs that JVM some memory and a thread or two, before the first answer.
 */
final class JavaProcess implements AutoCloseable {

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection beans;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;

    @SuppressWarnings("BanJNDI") // the address names a process that we have started ourselves
    JavaProcess(long pid) throws IOException {
        this.pid = pid;
        connector = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)));
        beans = connector.getMBeanServerConnection();
        memory = bean(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = bean(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    }

    private static String address(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " is no JVM that can be asked", e);
        }
    }

    private <T extends PlatformManagedObject> T bean(String name, Class<T> type)
            throws IOException {
        return ManagementFactory.newPlatformMXBeanProxy(beans, name, type);
    }

    /**
     * Octets of the objects that are in use: what a collection has left, without what was allocated
     * since to answer this.
     */
    long liveHeapOctets() throws IOException {
        memory.gc();
        memory.gc(); // what the first one has queued for cleaners is gone after the second
        long octets = 0;
        for (MemoryPoolMXBean pool :
                ManagementFactory.getPlatformMXBeans(beans, MemoryPoolMXBean.class)) {
            if (pool.getType() == MemoryType.HEAP) {
                octets += pool.getCollectionUsage().getUsed();
            }
        }
        return octets;
    }

    /** Which of its resident memory is what. */
    Residence residence() throws IOException {
        return Residence.of(pid, this);
    }

    int threads() {
        return threads.getThreadCount();
    }

    long descriptors() throws IOException {
        return bean(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    /** Octets that the threads whose names begin so have allocated on the heap since they began. */
    long allocatedBy(String prefix) {
        long[] ids =
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(Objects::nonNull)
                        .filter(thread -> thread.getThreadName().startsWith(prefix))
                        .mapToLong(thread -> thread.getThreadId())
                        .toArray();
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
    }

    /** The answer to what {@code jcmd} calls {@code GC.heap_info} and JMX {@code gcHeapInfo}. */
    String diagnostic(String command) throws IOException {
        try {
            Object answer =
                    beans.invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            command,
                            new Object[0],
                            new String[0]);
            return String.valueOf(answer);
        } catch (JMException e) {
            throw new IOException("no answer to " + command, e);
        }
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
