package dev.postern.app.command;

import dev.postern.app.operation.OpenState;
import dev.postern.app.trust.Instruction;
import dev.postern.app.trust.Instructions;
import dev.postern.app.trust.Machine;
import dev.postern.app.trust.Outcome;
import dev.postern.app.trust.RootCertificate;
import dev.postern.app.trust.TrustStores;
import dev.postern.core.state.StateException;
import dev.postern.core.tls.LocalAuthority;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Makes programs trust the bridge's certificate, or says how. */
@Command(
        name = "trust",
        mixinStandardHelpOptions = true,
        description = {
            "Says how programs are told to trust the bridge's certificate, or does it.",
            "The bridge's local authority can vouch for nothing but this machine's own loopback"
                    + " addresses: its root's key was destroyed when it was made.",
        })
final class TrustCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "PROGRAM",
            description = "Only for this program or platform: thunderbird, java, mutt, debian, ...")
    private @Nullable String program;

    @ArgGroup private @Nullable Action action;

    /** At most one of these. */
    private static final class Action {
        @Option(
                names = "--install",
                description = {
                    "Have it trusted by the platform's store (on Linux that takes root) and, with",
                    "NSS's certutil, by your Firefox, Thunderbird and Chromium."
                })
        private boolean install;

        @Option(names = "--uninstall", description = "Undo what --install did.")
        private boolean uninstall;

        @Option(names = "--json", description = "Print JSON, for scripts.")
        private boolean json;

        @Option(names = "--pem", description = "Print the root's certificate and nothing else.")
        private boolean pem;
    }

    TrustCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** For scripts. */
    private record Report(
            String file,
            String name,
            String sha256,
            String expires,
            String pem,
            List<Instruction> instructions) {}

    @Override
    public Integer call() throws CommandException {
        RootCertificate root = root(postern.workplace());
        Action chosen = action == null ? new Action() : action;
        if (chosen.install) {
            return report(new TrustStores(Machine.here()).install(root));
        }
        if (chosen.uninstall) {
            return report(new TrustStores(Machine.here()).uninstall(root));
        }
        List<Instruction> instructions = instructions(root);
        if (chosen.pem) {
            terminal.say(pem(root).stripTrailing());
        } else if (chosen.json) {
            Printing.json(
                    terminal,
                    new Report(
                            root.file().toString(),
                            root.name(),
                            root.fingerprint(),
                            root.expires().toString(),
                            pem(root),
                            instructions));
        } else {
            print(root, instructions);
        }
        return ExitCode.OK.number();
    }

    private List<Instruction> instructions(RootCertificate root) throws CommandException {
        List<Instruction> all = Instructions.of(root);
        if (program == null) {
            return all;
        }
        List<Instruction> wanted =
                all.stream().filter(each -> each.name().equalsIgnoreCase(program)).toList();
        if (wanted.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Nothing is known of %s. Expected one of: %s. For another program, look how it is given a CA file, and give it %s"
                            .formatted(
                                    program,
                                    all.stream()
                                            .map(Instruction::name)
                                            .collect(Collectors.joining(", ")),
                                    root.file()));
        }
        return wanted;
    }

    private void print(RootCertificate root, List<Instruction> instructions) {
        terminal.say("Root       " + root.file());
        terminal.say("SHA-256    " + root.fingerprint());
        terminal.say("Good until " + LocalDate.ofInstant(root.expires(), ZoneOffset.UTC));
        terminal.say("");
        terminal.say("Most programs ask the platform. This tells it: postern trust --install");
        for (Instruction instruction : instructions) {
            terminal.say("");
            terminal.headline("%s: %s".formatted(instruction.name(), instruction.title()));
            instruction.steps().forEach(step -> terminal.say("  " + step));
        }
    }

    private int report(List<Outcome> outcomes) {
        ExitCode code = ExitCode.OK;
        for (Outcome outcome : outcomes) {
            switch (outcome) {
                case Outcome.Done(String sentence) -> terminal.say(sentence);
                case Outcome.NotDone(String sentence) -> {
                    terminal.note(sentence);
                    code = ExitCode.REFUSED;
                }
            }
        }
        return code.number();
    }

    /** Made on first use, like everything of the authority. */
    static RootCertificate root(Workplace workplace) throws CommandException {
        Path file = workplace.rootCertificate();
        try {
            if (!Files.exists(file)) {
                try (OpenState state = workplace.openState()) {
                    LocalAuthority.open(state.vault(), state.lock().directory(), Instant.now());
                }
            }
            return RootCertificate.read(file);
        } catch (StateException unusable) {
            throw new CommandException(ExitCode.STATE, unusable);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static String pem(RootCertificate root) throws CommandException {
        try {
            return root.pem();
        } catch (IOException unreadable) {
            throw unreadable(root.file(), unreadable);
        }
    }

    private static CommandException unreadable(Path file, Exception why) {
        return new CommandException(
                ExitCode.STATE,
                "The root's certificate %s could not be read (%s). Move it away; the bridge writes it again when it starts."
                        .formatted(file, why));
    }
}
