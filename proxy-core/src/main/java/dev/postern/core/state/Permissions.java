package dev.postern.core.state;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Set;

/**
 * POSIX permissions, where the file system has them. Elsewhere (Windows) what is made inherits the
 * access list of the user's profile, which keeps other users out, and nothing is checked.
 */
final class Permissions {

    private static final String OWNER_FILE = "rw-------";
    private static final String PUBLIC_FILE = "rw-r--r--";
    private static final String OWNER_DIRECTORY = "rwx------";

    private static final Set<PosixFilePermission> WRITE = Set.of(GROUP_WRITE, OTHERS_WRITE);
    private static final Set<PosixFilePermission> ACCESS =
            Set.of(GROUP_READ, GROUP_WRITE, OTHERS_READ, OTHERS_WRITE);

    private Permissions() {}

    static FileAttribute<?>[] ownerFile(Path file) {
        return made(file, OWNER_FILE);
    }

    static FileAttribute<?>[] ownerDirectory(Path directory) {
        return made(directory, OWNER_DIRECTORY);
    }

    /** Lets everybody read the file, whatever the umask says. */
    static void publish(Path file) throws IOException {
        if (posix(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(PUBLIC_FILE));
        }
    }

    static boolean othersMayWrite(Path path) throws IOException {
        return othersMay(WRITE, path);
    }

    static boolean othersMayReadOrWrite(Path path) throws IOException {
        return othersMay(ACCESS, path);
    }

    /** As {@code ls} shows them. */
    static String shown(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static boolean othersMay(Set<PosixFilePermission> what, Path path) throws IOException {
        return posix(path) && !Collections.disjoint(Files.getPosixFilePermissions(path), what);
    }

    private static FileAttribute<?>[] made(Path path, String permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean posix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
