package dev.postern.app.command;

import dev.postern.app.control.ControlClient;
import dev.postern.app.doctor.AccountsExamination;
import dev.postern.app.doctor.CertificatesExamination;
import dev.postern.app.doctor.ClockExamination;
import dev.postern.app.doctor.ConfigurationExamination;
import dev.postern.app.doctor.Examination;
import dev.postern.app.doctor.FilesExamination;
import dev.postern.app.doctor.Finding;
import dev.postern.app.doctor.PortsExamination;
import dev.postern.app.doctor.ScopesExamination;
import dev.postern.app.doctor.ServersExamination;
import dev.postern.app.doctor.ServiceExamination;
import dev.postern.app.doctor.SystemTimes;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.AppLine;
import dev.postern.app.operation.Counted;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;
import dev.postern.app.service.MachinePrograms;
import dev.postern.app.service.Programs;
import dev.postern.app.service.Scope;
import dev.postern.app.service.ServiceException;
import dev.postern.app.service.ServiceManagers;
import dev.postern.app.service.ServiceState;
import dev.postern.config.Configuration;
import dev.postern.config.ConfigurationLoader;
import dev.postern.config.Loaded;
import dev.postern.core.account.Account;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Looks for what keeps the bridge from working. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at everything that keeps a bridge from working: configuration, files, clock,"
                    + " ports, certificates, names, ways to the providers' servers, their"
                    + " certificates, logins and consents. Says why, and what mends it.",
            "Changes nothing. Ends with 0 if there is no fault, with 1 if there is one.",
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Path PROC = Path.of("/proc");

    /** With programs that only look something up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Postern postern;
    private final Terminal terminal;
    private final List<Finding> findings = new ArrayList<>();

    @Option(
            names = "--no-login",
            description =
                    "Log in nowhere: providers count logins. Names, ways and certificates"
                            + " are looked at nevertheless.")
    private boolean noLogin;

    @Option(
            names = "--self-test",
            paramLabel = "ACCOUNT",
            description =
                    "Send a message from this account to itself through the running bridge,"
                            + " and wait until it can be read; it stays in the inbox.")
    private @Nullable String selfTest;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    DoctorCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** For scripts. */
    private record Line(String level, String subject, String found, String cause, String mend) {
        static Line of(Finding finding) {
            return new Line(
                    finding.level().word(),
                    finding.subject(),
                    finding.sentence(),
                    finding.cause(),
                    finding.mend());
        }
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        Programs programs = new MachinePrograms(PATIENCE);
        Loaded loaded = new ConfigurationLoader(workplace.locations().files()).load();
        examine(new ConfigurationExamination(workplace.locations().configuration(), loaded));
        examine(new FilesExamination(workplace.locations()));
        Optional<Status> bridge = bridge(workplace);
        examine(new ServiceExamination(bridge, service(programs)));
        if (loaded instanceof Configuration configuration) {
            Instant now = Instant.now();
            examine(new PortsExamination(configuration, bridge, PROC));
            examine(new CertificatesExamination(configuration, workplace.rootCertificate(), now));
            examine(
                    new ClockExamination(
                            configuration, new SystemTimes(programs), Version.built()));
            examine(new ServersExamination(configuration, now));
            examine(
                    new ScopesExamination(
                            configuration, bridge.map(Status::accounts).orElse(List.of())));
            examine(accounts(workplace, configuration, bridge));
            hints(workplace, configuration);
            if (selfTest != null) {
                selfTest(workplace, workplace.account(configuration, selfTest), bridge);
            }
        }
        return end();
    }

    private void examine(Examination examination) {
        examination.findings().forEach(this::report);
    }

    private void report(Finding finding) {
        findings.add(finding);
        if (json) {
            return;
        }
        String line =
                "%-8s %s: %s"
                        .formatted(finding.level().word(), finding.subject(), finding.sentence());
        switch (finding.level()) {
            case OK, NOTE -> terminal.say(line);
            case WARNING, FAULT -> terminal.headline(line);
        }
        if (!finding.cause().isEmpty()) {
            terminal.say("         why:  " + finding.cause());
        }
        if (!finding.mend().isEmpty()) {
            terminal.say("         mend: " + finding.mend());
        }
    }

    private int end() {
        long faults = count(Finding.Level.FAULT);
        long warnings = count(Finding.Level.WARNING);
        if (json) {
            Printing.json(terminal, Map.of("findings", findings.stream().map(Line::of).toList()));
        } else {
            terminal.say("");
            terminal.say(
                    "%s, %s."
                            .formatted(
                                    Counted.of(faults, "fault"), Counted.of(warnings, "warning")));
        }
        return (faults == 0 ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private long count(Finding.Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private void fault(String subject, String sentence, String cause, String mend) {
        report(new Finding(Finding.Level.FAULT, subject, sentence, cause, mend));
    }

    private ServiceState service(Programs programs) {
        try {
            return ServiceManagers.here(postern.isForOneUser() ? Scope.USER : Scope.SYSTEM)
                    .state(programs);
        } catch (ServiceException none) {
            return new ServiceState.Unknown(String.valueOf(none.getMessage()));
        }
    }

    private Optional<Status> bridge(Workplace workplace) {
        try {
            Optional<ControlClient> bridge = workplace.bridge();
            return bridge.isPresent()
                            && bridge.get().carryOut(new Request.Inquire())
                                    instanceof Answer.Report(Status status)
                    ? Optional.of(status)
                    : Optional.empty();
        } catch (CommandException notForUs) {
            fault(
                    "bridge",
                    String.valueOf(notForUs.getMessage()),
                    "A bridge of another user, or one that does not answer, has the control"
                            + " socket.",
                    "ls -l " + workplace.locations().controlSocket());
            return Optional.empty();
        }
    }

    /** Whoever has the vault logs in: the bridge, or this process. */
    private AccountsExamination accounts(
            Workplace workplace, Configuration configuration, Optional<Status> bridge) {
        List<AccountCheckup> checkups = new ArrayList<>();
        List<Account> mailboxes =
                configuration.accounts().stream()
                        .filter(account -> !noLogin && !account.isCatchAll())
                        .toList();
        if (!mailboxes.isEmpty()) {
            try (Operations operations = workplace.operations()) {
                for (Account account : mailboxes) {
                    checkups.add(AccountCheckCommand.check(account.name(), operations));
                }
            } catch (CommandException unusable) {
                fault(
                        "state",
                        String.valueOf(unusable.getMessage()),
                        "Nobody can log in without the vault.",
                        "postern vault status");
            }
        }
        return new AccountsExamination(checkups, bridge.map(Status::accounts).orElse(List.of()));
    }

    private void hints(Workplace workplace, Configuration configuration) {
        try {
            AppHints.of(
                            configuration,
                            AppLine.of(configuration, workplace.verifiers(), Instant.now()))
                    .forEach(hint ->
                            report(
                                    new Finding(
                                            Finding.Level.WARNING,
                                            "app",
                                            hint,
                                            "",
                                            "postern app list")));
        } catch (CommandException damaged) {
            fault(
                    "app",
                    String.valueOf(damaged.getMessage()),
                    "App passwords cannot be checked.",
                    "postern vault status");
        }
    }

    private void selfTest(Workplace workplace, Account account, Optional<Status> bridge)
            throws CommandException {
        if (bridge.isEmpty()) {
            fault(
                    "self-test",
                    "No bridge runs that could carry a message",
                    "The test goes the way that mail programs go.",
                    "postern serve");
            return;
        }
        try (Operations operations = workplace.operations()) {
            new SelfTestRun(workplace, operations).of(account).forEach(this::report);
        }
    }
}
