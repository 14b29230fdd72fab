package dev.postern.app.doctor;

import dev.postern.config.Locations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the program has written: that it is there, and that nobody else can read secrets in it. */
public record FilesExamination(Locations locations) implements Examination {

    private static final String SUBJECT = "files";

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    @Override
    public List<Finding> findings() {
        Path state = locations.state();
        if (!Files.isDirectory(state)) {
            return List.of(
                    Finding.fault(
                            SUBJECT,
                            "There is no state directory " + state,
                            "Nothing was set up yet, or --state and --system say otherwise than"
                                    + " when it was.",
                            "postern init"));
        }
        List<Finding> findings = new ArrayList<>();
        Stream.of(
                        state,
                        state.resolve("vault"),
                        state.resolve("verifiers.json"),
                        locations.keys(),
                        locations.configuration().resolve("sendmail"),
                        locations.configuration().resolve("passwords"))
                .forEach(path -> check(path, findings));
        checkEach(locations.keys(), findings);
        checkEach(locations.configuration().resolve("passwords"), findings);
        if (!Files.exists(state.resolve("vault"))) {
            findings.add(
                    Finding.fault(
                            SUBJECT,
                            "There is no vault in " + state,
                            "Without it there are no passwords, and app passwords cannot be"
                                    + " checked.",
                            "postern init, or postern vault import FILE if there is a copy"));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(SUBJECT, state + ": only their owner can read them"));
        }
        return findings;
    }

    private static void checkEach(Path directory, List<Finding> findings) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> check(file, findings));
        } catch (IOException unreadable) {
            findings.add(unreadable(directory, unreadable));
        }
    }

    private static void check(Path path, List<Finding> findings) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    || !path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                findings.add(
                        Finding.fault(
                                SUBJECT,
                                "%s is %s"
                                        .formatted(
                                                path, PosixFilePermissions.toString(permissions)),
                                "Other users of this machine can read or change what only the"
                                        + " bridge's own user should.",
                                "chmod go-rwx " + path));
            } else if (!Files.isReadable(path)) {
                findings.add(
                        Finding.fault(
                                SUBJECT,
                                "%s belongs to %s, and this user cannot read it"
                                        .formatted(path, Files.getOwner(path)),
                                "The bridge of another user is looked at.",
                                "Run this as %s (sudo -u %s postern doctor), or with --system as root"
                                        .formatted(Files.getOwner(path), Files.getOwner(path))));
            }
        } catch (IOException unreadable) {
            findings.add(unreadable(path, unreadable));
        }
    }

    private static Finding unreadable(Path path, IOException why) {
        return Finding.fault(
                SUBJECT,
                "%s cannot be looked at (%s)".formatted(path, why),
                "This user lacks the right to.",
                "ls -ld " + path);
    }
}
