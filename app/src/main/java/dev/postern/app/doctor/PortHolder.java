package dev.postern.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The program that listens on a port.
 *
 * @param program its name; empty if it belongs to somebody else, so that only root may know it
 * @param pid 0 if that is not known
 * @param user number of its owner
 */
record PortHolder(String program, long pid, String user) {

    // proc(5): columns of /proc/net/tcp, split at white space.
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int UID = 7;
    private static final int INODE = 9;

    private static final String LISTENS = "0A";

    private record Listening(String uid, String inode) {}

    /**
     * On any address of this machine.
     *
     * @param proc the directory /proc
     */
    static Optional<PortHolder> of(int port, Path proc) {
        Set<Listening> sockets = new HashSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try {
                Files.readAllLines(proc.resolve("net").resolve(table), StandardCharsets.US_ASCII)
                        .forEach(line -> listening(line, port).ifPresent(sockets::add));
            } catch (IOException absent) {
                // Then nobody is known by it.
            }
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        String user = sockets.iterator().next().uid();
        Set<String> links = new HashSet<>();
        sockets.forEach(socket -> links.add("socket:[" + socket.inode() + "]"));
        return Optional.of(process(links, proc, user).orElseGet(() -> new PortHolder("", 0, user)));
    }

    private static Optional<Listening> listening(String line, int port) {
        String[] columns = line.strip().split("\\s+", INODE + 2);
        if (columns.length <= INODE || !columns[STATE].equals(LISTENS)) {
            return Optional.empty();
        }
        String local = columns[LOCAL];
        int its = Integer.parseInt(local, local.indexOf(':') + 1, local.length(), 16);
        return its == port
                ? Optional.of(new Listening(columns[UID], columns[INODE]))
                : Optional.empty();
    }

    private static Optional<PortHolder> process(Set<String> links, Path proc, String user) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, links)) {
                    return Optional.of(
                            new PortHolder(
                                    name(process),
                                    Long.parseLong(String.valueOf(process.getFileName())),
                                    user));
                }
            }
        } catch (IOException absent) {
            // There is no /proc.
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, Set<String> links) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : open) {
                if (links.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException gone) {
            // Somebody else's, or it has ended.
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static String name(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** Whose socket units hold ports for services that it starts: the system's or a user's. */
    boolean isSystemd() {
        return program.equals("systemd");
    }

    /** For people. */
    String words() {
        return program.isEmpty()
                ? "a program of the user with the number " + user
                : "%s (process %d)".formatted(program, pid);
    }

    /** What ends it. */
    String stop() {
        return program.isEmpty() ? "sudo ss -ltnp" : "kill " + pid;
    }
}
