package dev.postern.app.command;

import dev.postern.app.authorization.Authorizations;
import dev.postern.app.authorization.BriefAuthorizations;
import dev.postern.app.check.RealLogins;
import dev.postern.app.control.ControlClient;
import dev.postern.app.control.ControlException;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Administration;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Effects;
import dev.postern.app.operation.OpenState;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.UnusableStateException;
import dev.postern.app.operation.VaultAccess;
import dev.postern.app.operation.VerifierFile;
import dev.postern.config.Change;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationLoader;
import dev.postern.config.DropIns;
import dev.postern.config.Loaded;
import dev.postern.config.Locations;
import dev.postern.config.Problem;
import dev.postern.config.ProxyEnvironment;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Account;
import dev.postern.core.credential.ConfiguredCredentials;
import dev.postern.core.state.OfferMemory;
import dev.postern.core.state.StateDirectory;
import dev.postern.core.state.StateException;
import dev.postern.core.state.Vault;
import dev.postern.core.state.VaultKeyKind;
import dev.postern.core.token.TokenListener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files and the bridge that a command works on.
 *
 * @param access how the vault's key is had, where no bridge has it
 */
record Workplace(Locations locations, VaultAccess access) {

    /**
     * How long a command waits for another that has the lock, or for a bridge that is starting:
     * both take a second or two.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    Configuration configuration() throws CommandException {
        return switch (loader().load()) {
            case Loaded.Broken broken -> throw broken(sentences(broken.problems()));
            case Configuration configuration -> configuration;
        };
    }

    private ConfigurationLoader loader() {
        return new ConfigurationLoader(locations.files(), ProxyEnvironment.of(System.getenv()));
    }

    DropIns dropIns() {
        return new DropIns(locations.files());
    }

    /** The account that a login as {@code name} would be for. */
    Account mailbox(Configuration configuration, String name) throws CommandException {
        Optional<Account> account = configuration.directory().accountOf(name);
        return account.isPresent() ? account.get() : account(configuration, name);
    }

    Account account(Configuration configuration, String name) throws CommandException {
        return configuration
                .directory()
                .configured(name)
                .orElseThrow(() ->
                        new CommandException(
                                ExitCode.REFUSED,
                                "There is no account %s. These are there: %s. Another one: postern account add ADDRESS"
                                        .formatted(name, names(configuration))));
    }

    private static String names(Configuration configuration) {
        return configuration.accounts().isEmpty()
                ? "none"
                : configuration.accounts().stream()
                        .map(Account::name)
                        .collect(Collectors.joining(", "));
    }

    /** For the first line of drop-ins. */
    static LocalDate today() {
        return LocalDate.now(ZoneId.systemDefault());
    }

    /** The verifiers as they are on the disk. */
    Verifiers verifiers() throws CommandException {
        Path directory = locations.state();
        try {
            return Files.isDirectory(directory)
                    ? new VerifierFile(StateDirectory.open(directory).verifiers()).read()
                    : Verifiers.none();
        } catch (UnusableStateException | StateException unusable) {
            throw new CommandException(ExitCode.STATE, unusable);
        }
    }

    /** Of the local authority, as the state directory has it. */
    Path rootCertificate() {
        return locations.state().resolve("local-root.pem");
    }

    /** The running bridge; empty if none runs. */
    Optional<ControlClient> bridge() throws CommandException {
        try {
            return ControlClient.find(locations.controlSocket());
        } catch (ControlException notForUs) {
            throw new CommandException(ExitCode.STATE, notForUs);
        }
    }

    /** Those of the running bridge; if none runs, this process is the one to change the state. */
    Operations operations() throws CommandException {
        return operations(this::openState);
    }

    /** The same, also where the key is elsewhere than the configuration says. */
    Operations operationsWhereverTheKeyIs() throws CommandException {
        return operations(() -> OpenState.open(locations, access));
    }

    private interface Opening {
        OpenState open() throws CommandException;
    }

    private Operations operations(Opening opening) throws CommandException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<ControlClient> bridge = bridge();
            if (bridge.isPresent()) {
                return bridge.get();
            }
            try {
                OpenState state = opening.open();
                return new Administration(
                        state,
                        loader(),
                        Effects.NONE,
                        (account, configuration) -> check(state, account, configuration),
                        new BriefAuthorizations(state.vault()),
                        Clock.systemUTC());
            } catch (StateException unusable) {
                boolean mayPass = unusable.fault() == StateException.Fault.IN_USE;
                if (!mayPass || System.nanoTime() > giveUp) {
                    throw new CommandException(ExitCode.STATE, unusable);
                }
            }
            pause();
        }
    }

    /** For this process to change; the caller closes it. */
    OpenState openState() {
        Optional<VaultKeyKind> place =
                switch (loader().load()) {
                    // Whatever the command does then, it will say so.
                    case Loaded.Broken ignored -> Optional.empty();
                    case Configuration configuration -> configuration.vaultKey();
                };
        return OpenState.open(locations, access.at(place));
    }

    /** Nobody else has the vault, so its tokens can be renewed here. */
    private static AccountCheckup check(
            OpenState state, Account account, Configuration configuration) {
        Vault vault = state.vault();
        try (Authorizations authorizations = new Authorizations(vault, TokenListener.NONE);
                ConfiguredCredentials credentials =
                        new ConfiguredCredentials(vault, authorizations.tokens())) {
            return new RealLogins(
                            credentials,
                            vault::proxyPassword,
                            () -> OfferMemory.open(state.lock(), Runnable::run))
                    .check(account, configuration);
        }
    }

    /** The same, with nothing held between two requests: for commands that wait for a person. */
    Operations operationsOneByOne() {
        return new Operations() {
            @Override
            public Answer carryOut(Request request) {
                try (Operations operations = operations()) {
                    return operations.carryOut(request);
                } catch (CommandException unreachable) {
                    return new Answer.StateUnusable(String.valueOf(unreachable.getMessage()));
                }
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    static void pause() throws CommandException {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.STATE, "Interrupted while waiting for the state.");
        }
    }

    /** The notes of an answer that says that it was done. */
    static List<String> done(Answer answer) throws CommandException {
        return switch (answer) {
            case Answer.Done(List<String> notes) -> notes;
            case Answer.Issued issued -> issued.notes();
            case Answer.Report ignored -> List.of();
            case Answer.Sessions ignored -> List.of();
            case Answer.Checked ignored -> List.of();
            case Answer.Verified ignored -> List.of();
            case Answer.Recognised ignored -> List.of();
            case Answer.Inspected ignored -> List.of();
            case Answer.Exported ignored -> List.of();
            case Answer.Missing ignored -> List.of();
            case Answer.DeviceStarted ignored -> List.of();
            case Answer.NotYet(Answer.NotYet.Pace ignored, String detail) ->
                    throw new CommandException(ExitCode.REFUSED, detail);
            case Answer.Refused(String sentence) ->
                    throw new CommandException(ExitCode.REFUSED, sentence);
            case Answer.Broken(List<String> problems) -> throw broken(problems);
            case Answer.StateUnusable(String sentence) ->
                    throw new CommandException(ExitCode.STATE, sentence);
        };
    }

    interface FileChange {
        Change make(DropIns dropIns) throws IOException;
    }

    /** Adds or removes a drop-in, and gives its file. */
    Path change(FileChange change) throws CommandException {
        try {
            return switch (change.make(dropIns())) {
                case Change.Done(Path file) -> file;
                case Change.FileExists(Path file) ->
                        throw new CommandException(
                                ExitCode.REFUSED,
                                "The file %s is there already and stays as it is. Choose another name, or move it away."
                                        .formatted(file));
                case Change.WrittenByPerson(var origin, String reason) ->
                        throw new CommandException(ExitCode.REFUSED, origin + ": " + reason);
                case Change.WouldBreak(List<Problem> problems) -> throw broken(sentences(problems));
            };
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The configuration in %s could not be changed (%s). You need to be allowed to write there."
                            .formatted(locations.configuration(), refused));
        }
    }

    /**
     * Removes a drop-in that was written a moment ago, because what should have followed failed.
     * That failure is what the person hears of.
     */
    void takeBack(Path file, Operations operations) {
        try {
            Files.deleteIfExists(file);
            operations.carryOut(new Request.Reload());
        } catch (IOException stays) {
            // The file is without effect: no password belongs to it.
        }
    }

    private static List<String> sentences(List<Problem> problems) {
        return problems.stream().map(Problem::sentence).toList();
    }

    private static CommandException broken(List<String> problems) {
        return new CommandException(ExitCode.CONFIGURATION, String.join("\n", problems));
    }
}
