package dev.postern.app.trust;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Linux distribution takes additional roots from, and the program that has to be run then.
 *
 * @param directory below the root of the file system
 * @param suffix other files are not looked at
 * @param update after a file was added
 * @param cleanUp after one was taken away
 */
record SystemAnchors(String directory, String suffix, List<String> update, List<String> cleanUp) {

    /** Without {@code --fresh} a link to the file that is gone would stay. */
    static final SystemAnchors DEBIAN =
            new SystemAnchors(
                    "usr/local/share/ca-certificates",
                    ".crt",
                    List.of("update-ca-certificates"),
                    List.of("update-ca-certificates", "--fresh"));

    static final SystemAnchors FEDORA =
            new SystemAnchors(
                    "etc/pki/ca-trust/source/anchors",
                    ".pem",
                    List.of("update-ca-trust"),
                    List.of("update-ca-trust"));

    /** Those of this machine; empty if it is of another kind. */
    static Optional<SystemAnchors> of(Machine machine) {
        return Stream.of(FEDORA, DEBIAN)
                .filter(anchors -> Files.isDirectory(machine.root().resolve(anchors.directory)))
                .filter(anchors -> machine.program(anchors.update.getFirst()).isPresent())
                .findFirst();
    }

    Path file(Machine machine, RootCertificate certificate) {
        return machine.root().resolve(directory).resolve(certificate.name() + suffix);
    }

    /** What a person types to have the root trusted. */
    List<String> commands(RootCertificate certificate) {
        return List.of(
                "sudo install -m 644 %s /%s/%s%s"
                        .formatted(
                                Instructions.quoted(certificate.file().toString()),
                                directory,
                                certificate.name(),
                                suffix),
                "sudo " + String.join(" ", update));
    }

    /** And to undo that. */
    List<String> undoing(RootCertificate certificate) {
        return List.of(
                "sudo rm /%s/%s%s".formatted(directory, certificate.name(), suffix),
                "sudo " + String.join(" ", cleanUp));
    }
}
