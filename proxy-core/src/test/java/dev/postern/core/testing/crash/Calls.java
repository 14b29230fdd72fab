package dev.postern.core.testing.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what strace has written: which calls change something below a directory. */
final class Calls {

    /** With a question mark: each architecture has some of them only. */
    static final String ALL =
            "?openat,?write,?pwrite64,?writev,?fsync,?fdatasync,?ftruncate,?fallocate,"
                    + "?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,?unlink,"
                    + "?unlinkat,?rmdir,?mkdir,?mkdirat,?chmod,?fchmod,?fchmodat,?bind";

    /** What needs room on the disk, or may find late that there was none. */
    private static final Set<String> NEED_ROOM =
            Set.of(
                    "openat",
                    "write",
                    "pwrite64",
                    "writev",
                    "fsync",
                    "fdatasync",
                    "ftruncate",
                    "fallocate",
                    "rename",
                    "renameat",
                    "renameat2",
                    "link",
                    "linkat",
                    "symlink",
                    "symlinkat",
                    "mkdir",
                    "mkdirat",
                    "bind");

    private static final Set<String> TWO_PATHS =
            Set.of("rename", "renameat", "renameat2", "link", "linkat");

    /** {@code 4711 fsync(5</state/vault.new>) = 0}; the end of an interrupted one has no name. */
    private static final Pattern LINE = Pattern.compile("([0-9]+) +([a-z0-9]+)\\((.*)");

    /** Of a draft that has a random name. */
    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}");

    private final Path root;
    private final Pattern paths;
    private final Map<List<String>, Integer> counts = new HashMap<>();

    Calls(Path root) {
        this.root = root;
        paths = Pattern.compile("[<\"](" + Pattern.quote(root.toString()) + "[^>\"]*)[>\"]");
    }

    List<FaultPoint> points(List<String> log) {
        List<FaultPoint> points = new ArrayList<>();
        for (String line : log) {
            Matcher call = LINE.matcher(line);
            if (call.matches()) {
                point(call.group(1), call.group(2), call.group(3)).ifPresent(points::add);
            }
        }
        return points;
    }

    private Optional<FaultPoint> point(String thread, String call, String arguments) {
        // strace counts for each thread and name on its own: of all calls, or of those on a path.
        int ofAll = counts.merge(List.of(thread, call), 1, Integer::sum);
        List<String> named =
                paths.matcher(arguments).results().map(it -> it.group(1)).distinct().toList();
        for (String path : named) {
            counts.merge(List.of(thread, call, path), 1, Integer::sum);
        }
        if (named.isEmpty() || (call.equals("openat") && !arguments.contains("O_CREAT"))) {
            return Optional.empty();
        }
        String first = named.getFirst();
        int asFirst = counts.merge(List.of(thread, call, first, "first"), 1, Integer::sum);
        int asAny = counts.getOrDefault(List.of(thread, call, first), 0);
        boolean needsRoom = NEED_ROOM.contains(call);
        // Versions of strace do not agree whether the second path of a rename is one to match.
        boolean isTold = asFirst == asAny || (named.size() == 1 && !TWO_PATHS.contains(call));
        return Optional.of(
                isTold && !RANDOM.matcher(first).find()
                        ? new FaultPoint(
                                call,
                                Optional.of(root.relativize(Path.of(first))),
                                asAny,
                                needsRoom)
                        : new FaultPoint(call, Optional.empty(), ofAll, needsRoom));
    }
}
