package dev.postern.config;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Objects;

/**
 * Refuses what somebody else can write: whoever writes the configuration names the programs that
 * the bridge runs and the servers that get its passwords. Where there are no POSIX permissions
 * (Windows), nothing is checked. For one load: who runs this is looked up once, since names of
 * users cost a look into the system's database each.
 */
final class WriteProtection {

    private static final boolean CHECKED =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

    /** Of the JDK's view of files on Unix: numbers, without their names. */
    private static final String MODE_AND_OWNER = "unix:mode,uid";

    private static final int GROUP_WRITES = 0b000_010_000;
    private static final int OTHERS_WRITE = 0b000_000_010;
    private static final int ROOT = 0;

    private final Problems problems;
    private int self = -1;

    WriteProtection(Problems problems) {
        this.problems = problems;
    }

    void check(Path path) {
        if (!CHECKED) {
            return;
        }
        try {
            Map<String, Object> attributes = Files.readAttributes(path, MODE_AND_OWNER);
            checkMode(path, (int) Objects.requireNonNull(attributes.get("mode")));
            checkOwner(path, (int) Objects.requireNonNull(attributes.get("uid")));
        } catch (IOException unreadable) {
            problems.add(
                    path,
                    "an owner and a mode",
                    unreadable.toString(),
                    "Correct its owner and mode, or move it away.");
        }
    }

    private void checkMode(Path path, int mode) {
        boolean others = (mode & OTHERS_WRITE) != 0;
        if (others || (mode & GROUP_WRITES) != 0) {
            problems.add(
                    path,
                    "that only its owner can write it",
                    others ? "that everybody can" : "that its group can",
                    "It can name a program to run, so do: chmod go-w " + shellWord(path));
        }
    }

    private void checkOwner(Path path, int owner) throws IOException {
        if (owner == ROOT || owner == self) {
            return;
        }
        UserPrincipal process = self(path);
        UserPrincipal other = Files.getOwner(path);
        if (other.equals(process)) {
            self = owner;
            return;
        }
        problems.add(
                path,
                "that it belongs to root or to who runs this, " + process.getName(),
                "that it belongs to " + other.getName(),
                "Whoever owns it can write it, so do: sudo chown "
                        + process.getName()
                        + " "
                        + shellWord(path));
    }

    private static UserPrincipal self(Path path) throws IOException {
        Path process = Path.of("/proc/self");
        // The user's name may have no entry, as in many containers; the process itself always has
        // an owner.
        return Files.exists(process)
                ? Files.getOwner(process)
                : path.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(System.getProperty("user.name", "root"));
    }

    private static String shellWord(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
