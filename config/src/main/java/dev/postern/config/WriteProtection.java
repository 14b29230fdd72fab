package dev.postern.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * Refuses what somebody else can write: whoever writes the configuration names the programs that
 * the bridge runs and the servers that get its passwords. Where there are no POSIX permissions
 * (Windows), nothing is checked.
 */
final class WriteProtection {

    private WriteProtection() {}

    static void check(Path path, Problems problems) {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        try {
            PosixFileAttributes attributes = view.readAttributes();
            checkMode(path, attributes.permissions(), problems);
            checkOwner(path, attributes.owner(), problems);
        } catch (IOException unreadable) {
            problems.add(
                    path,
                    "an owner and a mode",
                    unreadable.toString(),
                    "Correct its owner and mode, or move it away.");
        }
    }

    private static void checkMode(
            Path path, Set<PosixFilePermission> permissions, Problems problems) {
        boolean group = permissions.contains(PosixFilePermission.GROUP_WRITE);
        boolean others = permissions.contains(PosixFilePermission.OTHERS_WRITE);
        if (group || others) {
            problems.add(
                    path,
                    "that only its owner can write it",
                    others ? "that everybody can" : "that its group can",
                    "It can name a program to run, so do: chmod go-w " + shellWord(path));
        }
    }

    private static void checkOwner(Path path, UserPrincipal owner, Problems problems)
            throws IOException {
        UserPrincipal self = self(path);
        if (!owner.equals(self) && !isRoot(path)) {
            problems.add(
                    path,
                    "that it belongs to root or to who runs this, " + self.getName(),
                    "that it belongs to " + owner.getName(),
                    "Whoever owns it can write it, so do: sudo chown "
                            + self.getName()
                            + " "
                            + shellWord(path));
        }
    }

    private static boolean isRoot(Path path) throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
    }

    private static UserPrincipal self(Path path) throws IOException {
        Path process = Path.of("/proc/self");
        // The user's name may have no entry, as in many containers; the process itself always has
        // an owner.
        if (Files.exists(process)) {
            return Files.getOwner(process);
        }
        try {
            return path.getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name", "root"));
        } catch (UnsupportedOperationException noUsers) {
            throw new FileSystemException(path.toString(), null, "no users on this system");
        }
    }

    private static String shellWord(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }
}
