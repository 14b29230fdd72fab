package dev.postern.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A way in which the disk of a running bridge fails, and is mended while it runs. */
interface FailingDisk extends AutoCloseable {

    /** Only root may mount. */
    boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** Before anything is on it. */
    default void prepare(Path home) throws IOException {}

    void fail(RunningBridge bridge, Path home) throws IOException;

    void mend(RunningBridge bridge, Path home) throws IOException;

    @Override
    default void close() throws IOException {}

    /** Those that this user can bring about: a small disk and a read-only one want root. */
    static Stream<FailingDisk> all() {
        return ROOT
                ? Stream.of(new NothingMayGrow(), new SmallDisk(), new ReadOnly())
                : Stream.of(new NothingMayGrow());
    }

    /**
     * No file of the process may have an octet: what a quota does, and any user can bring about.
     */
    final class NothingMayGrow implements FailingDisk {
        @Override
        public void fail(RunningBridge bridge, Path home) throws IOException {
            limit(bridge, "0");
        }

        @Override
        public void mend(RunningBridge bridge, Path home) throws IOException {
            limit(bridge, "unlimited");
        }

        private static void limit(RunningBridge bridge, String soft) throws IOException {
            RunningBridge.tool(
                    "prlimit", "--pid", Long.toString(bridge.pid()), "--fsize=" + soft + ":");
        }

        @Override
        public String toString() {
            return "no file may grow";
        }
    }

    /** A file system of its own, that something else fills. */
    final class SmallDisk implements FailingDisk {
        private Path mounted = Path.of("/nowhere");

        @Override
        public void prepare(Path home) throws IOException {
            mounted = Files.createDirectories(home.resolve("state"));
            RunningBridge.tool(
                    "mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "none", mounted.toString());
        }

        @Override
        public void fail(RunningBridge bridge, Path home) throws IOException {
            try (var other = Files.newOutputStream(mounted.resolve("other"))) {
                while (true) {
                    other.write(new byte[4096]);
                }
            } catch (IOException full) {
                // That is what was wanted.
            }
        }

        @Override
        public void mend(RunningBridge bridge, Path home) throws IOException {
            Files.delete(mounted.resolve("other"));
        }

        @Override
        public void close() throws IOException {
            RunningBridge.tool("umount", "-l", mounted.toString());
        }

        @Override
        public String toString() {
            return "a full disk";
        }
    }

    /**
     * Answers like a file system that the kernel has made read-only after a fault: also where the
     * bridge has files open, with which no file system can be remounted.
     */
    final class ReadOnly implements FailingDisk {
        private static final String CALLS = "?openat,?write,?rename,?unlink,?fsync,?ftruncate";

        /** To be changed; reading them goes on. */
        private static final Set<String> FILES =
                Set.of(
                        "state/vault.new",
                        "state/verifiers.json.new",
                        "state/last-use.json.new",
                        "state/offers.json.new",
                        "state/audit/head.json.new",
                        "state/audit/audit-000001.jsonl",
                        "state/audit/audit-000002.jsonl");

        private List<Process> strace = List.of();

        @Override
        public void fail(RunningBridge bridge, Path home) throws IOException {
            List<String> words =
                    new ArrayList<>(
                            List.of(
                                    "strace",
                                    "-f",
                                    "-e",
                                    "trace=" + CALLS,
                                    "-e",
                                    "inject=" + CALLS + ":error=EROFS",
                                    "-o",
                                    "/dev/null"));
            FILES.forEach(file -> words.addAll(List.of("-P", home.resolve(file).toString())));
            words.addAll(List.of("-p", Long.toString(bridge.pid())));
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            strace = List.of(process);
            // It says that it has attached, and to how many threads.
            String said = process.inputReader().readLine();
            while (said != null && !said.contains("attached")) {
                said = process.inputReader().readLine();
            }
        }

        @Override
        public void mend(RunningBridge bridge, Path home) {
            for (Process process : strace) {
                process.destroy(); // which lets go of the bridge
                process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
            }
        }

        @Override
        public void close() {
            strace.forEach(Process::destroyForcibly);
        }

        @Override
        public String toString() {
            return "a read-only disk";
        }
    }
}
