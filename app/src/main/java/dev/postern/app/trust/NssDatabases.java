package dev.postern.app.trust;

import dev.postern.app.trust.Outcome.Done;
import dev.postern.app.trust.Outcome.NotDone;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The databases that programs of Mozilla and Google keep for a person, by NSS's certutil. */
final class NssDatabases {
    private static final String DATABASE = "cert9.db";

    /** Directories of profiles, as distributions, snaps and flatpaks have them, and macOS. */
    private static final List<String> PROFILES =
            List.of(
                    ".mozilla/firefox",
                    ".thunderbird",
                    "snap/firefox/common/.mozilla/firefox",
                    "snap/thunderbird/common/.thunderbird",
                    ".var/app/org.mozilla.firefox/.mozilla/firefox",
                    ".var/app/org.mozilla.Thunderbird/.thunderbird",
                    "Library/Application Support/Firefox/Profiles",
                    "Library/Thunderbird/Profiles");

    /** Chromium's and Evolution's. */
    private static final String SHARED = ".pki/nssdb";

    private final Machine machine;

    NssDatabases(Machine machine) {
        this.machine = machine;
    }

    List<Outcome> install(RootCertificate root) {
        return each((certutil, database) -> add(certutil, database, root));
    }

    /** Makes the database if there is none yet. */
    Outcome installInto(Path directory, RootCertificate root) {
        Optional<Path> certutil = machine.program("certutil");
        if (certutil.isEmpty() || machine.platform() == Machine.Platform.WINDOWS) {
            return new NotDone(
                    "%s does not know the certificate yet: that takes NSS's certutil (Debian: libnss3-tools, Fedora: nss-tools, macOS: nss). Install it and say postern trust --install, or import %s in the program's settings, as an authority for websites."
                            .formatted(directory, root.file()));
        }
        if (!Files.exists(directory.resolve(DATABASE))) {
            Machine.Ended made =
                    machine.run(
                            certutil.get(),
                            List.of("-N", "-d", "sql:" + directory, "--empty-password"));
            if (made.code() != 0) {
                return outcome(made, "A store for certificates in " + directory + ".");
            }
        }
        return add(certutil.get(), directory, root);
    }

    private Outcome add(Path certutil, Path database, RootCertificate root) {
        Machine.Ended ended =
                machine.run(
                        certutil,
                        List.of(
                                "-A",
                                "-d",
                                "sql:" + database,
                                "-n",
                                root.name(),
                                "-t",
                                "C,,",
                                "-i",
                                root.file().toString()));
        return outcome(ended, "Trusted by programs that use " + database + ", when restarted.");
    }

    List<Outcome> uninstall(RootCertificate root) {
        return each((certutil, database) -> {
            List<String> which = List.of("-d", "sql:" + database, "-n", root.name());
            if (machine.run(certutil, with("-L", which)).code() != 0) {
                return new Done("Not in " + database + ".");
            }
            return outcome(
                    machine.run(certutil, with("-D", which)), "Taken out of " + database + ".");
        });
    }

    private interface Work {
        Outcome on(Path certutil, Path database);
    }

    private List<Outcome> each(Work work) {
        List<Path> databases = find();
        if (databases.isEmpty()) {
            return List.of();
        }
        Optional<Path> certutil = machine.program("certutil");
        if (certutil.isEmpty()) {
            return List.of(
                    new NotDone(
                            "%s not changed: that takes certutil (Debian: libnss3-tools, Fedora: nss-tools, macOS: nss). Install it and say this again, or import the certificate in the program's settings."
                                    .formatted(databases)));
        }
        return databases.stream().map(database -> work.on(certutil.get(), database)).toList();
    }

    private static Outcome outcome(Machine.Ended ended, String done) {
        return ended.code() == 0
                ? new Done(done)
                : new NotDone(
                        "Not done: %s certutil said: %s. If the program runs, or asks for a primary password, import the certificate in its settings."
                                .formatted(done, ended.said()));
    }

    private static List<String> with(String action, List<String> which) {
        List<String> arguments = new ArrayList<>(which);
        arguments.addFirst(action);
        return arguments;
    }

    private List<Path> find() {
        List<Path> found = new ArrayList<>();
        Path shared = machine.home().resolve(SHARED);
        if (Files.exists(shared.resolve(DATABASE))) {
            found.add(shared);
        }
        for (String profiles : PROFILES) {
            Path directory = machine.home().resolve(profiles);
            if (!Files.isDirectory(directory)) {
                continue;
            }
            try (DirectoryStream<Path> each = Files.newDirectoryStream(directory)) {
                each.forEach(profile -> {
                    if (Files.exists(profile.resolve(DATABASE))) {
                        found.add(profile);
                    }
                });
            } catch (IOException unreadable) {
                // Then it is not this person's.
            }
        }
        return found.stream().sorted().toList();
    }
}
