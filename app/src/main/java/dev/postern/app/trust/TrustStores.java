package dev.postern.app.trust;

import dev.postern.app.trust.Machine.Ended;
import dev.postern.app.trust.Outcome.Done;
import dev.postern.app.trust.Outcome.NotDone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stores of one machine and person that this program can change. */
public final class TrustStores {
    private static final String KEYCHAIN = "Library/Keychains/login.keychain-db";

    private final Machine machine;

    public TrustStores(Machine machine) {
        this.machine = machine;
    }

    /** Has the root trusted, wherever that can be done. */
    public List<Outcome> install(RootCertificate root) {
        List<Outcome> outcomes = new ArrayList<>();
        switch (machine.platform()) {
            case LINUX -> outcomes.add(installAnchor(root));
            case MACOS ->
                    outcomes.add(
                            command(
                                    "The login keychain trusts it.",
                                    "security",
                                    "add-trusted-cert",
                                    "-r",
                                    "trustRoot",
                                    "-k",
                                    machine.home().resolve(KEYCHAIN).toString(),
                                    root.file().toString()));
            case WINDOWS ->
                    outcomes.add(
                            command(
                                    "Windows trusts it for you.",
                                    "certutil",
                                    "-user",
                                    "-addstore",
                                    "Root",
                                    root.file().toString()));
        }
        if (machine.platform() != Machine.Platform.WINDOWS) {
            outcomes.addAll(new NssDatabases(machine).install(root));
        }
        return outcomes;
    }

    /** Has one profile of a program of Mozilla's trust the root. */
    public Outcome installInto(Path profile, RootCertificate root) {
        return new NssDatabases(machine).installInto(profile, root);
    }

    /** Undoes {@link #install}; that there is nothing to undo is fine. */
    public List<Outcome> uninstall(RootCertificate root) {
        List<Outcome> outcomes = new ArrayList<>();
        switch (machine.platform()) {
            case LINUX -> outcomes.add(uninstallAnchor(root));
            case MACOS ->
                    outcomes.add(
                            command(
                                    "Taken out of the login keychain.",
                                    "security",
                                    "delete-certificate",
                                    "-t",
                                    "-Z",
                                    root.thumbprint(),
                                    machine.home().resolve(KEYCHAIN).toString()));
            case WINDOWS ->
                    outcomes.add(
                            command(
                                    "Taken out of your store of Windows.",
                                    "certutil",
                                    "-user",
                                    "-delstore",
                                    "Root",
                                    root.thumbprint()));
        }
        if (machine.platform() != Machine.Platform.WINDOWS) {
            outcomes.addAll(new NssDatabases(machine).uninstall(root));
        }
        return outcomes;
    }

    private Outcome installAnchor(RootCertificate root) {
        Optional<SystemAnchors> anchors = SystemAnchors.of(machine);
        if (anchors.isEmpty()) {
            return new NotDone(
                    "The platform's store was not changed: this is neither like Debian nor like"
                            + " Fedora. Its documentation says how it takes the root "
                            + root.file());
        }
        Path file = anchors.get().file(machine, root);
        try {
            Files.copy(root.file(), file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            return needsRoot(refused, anchors.get().commands(root));
        }
        return command(anchors.get().update(), "The platform's store trusts it: " + file);
    }

    private Outcome uninstallAnchor(RootCertificate root) {
        Optional<SystemAnchors> anchors = SystemAnchors.of(machine);
        if (anchors.isEmpty() || !Files.exists(anchors.get().file(machine, root))) {
            return new Done("Not in the platform's store.");
        }
        Path file = anchors.get().file(machine, root);
        try {
            Files.delete(file);
        } catch (IOException refused) {
            return needsRoot(refused, anchors.get().undoing(root));
        }
        return command(anchors.get().cleanUp(), "Taken out of the platform's store: " + file);
    }

    private static Outcome needsRoot(IOException refused, List<String> commands) {
        return new NotDone(
                "The platform's store was not changed, since only root may (%s). Run:\n  %s"
                        .formatted(refused, String.join("\n  ", commands)));
    }

    private Outcome command(String done, String... words) {
        return command(List.of(words), done);
    }

    private Outcome command(List<String> words, String done) {
        String program = words.getFirst();
        Optional<Path> found = machine.program(program);
        if (found.isEmpty()) {
            return new NotDone("There is no program %s on this machine.".formatted(program));
        }
        Ended ended = machine.run(found.get(), words.subList(1, words.size()));
        return ended.code() == 0
                ? new Done(done)
                : new NotDone(
                        "%s ended with %d: %s".formatted(program, ended.code(), ended.said()));
    }
}
