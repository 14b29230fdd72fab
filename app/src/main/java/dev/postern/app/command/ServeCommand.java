package dev.postern.app.command;

import dev.postern.app.bridge.Bridge;
import dev.postern.app.bridge.BridgeException;
import dev.postern.app.bridge.BrokenConfigurationException;
import dev.postern.app.control.ControlClient;
import dev.postern.app.control.ControlException;
import dev.postern.app.log.LogFormat;
import dev.postern.app.log.LogSetup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Status;
import dev.postern.app.operation.UnusableStateException;
import dev.postern.app.service.ServiceManager;
import dev.postern.core.server.ListenFailedException;
import dev.postern.core.state.StateException;

import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Runs the bridge in the foreground. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the bridge until it is stopped with Ctrl-C or a signal. The log goes to standard"
                    + " error.",
            "When it is stopped, nobody logs in any more, and sessions have 30 seconds to end when"
                    + " nothing is under way in them; a second signal ends them at once.",
            "Changed files are taken over while it runs, all of them or nothing; what they cannot"
                    + " change without a restart, the log says.",
        })
final class ServeCommand implements Callable<Integer> {

    /** A command that has the lock is done after a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Postern postern;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            converter = Formats.class,
            description = {
                "text, journal (text with priorities, without times) or json. By default text on a"
                        + " terminal, journal under systemd, and json elsewhere.",
            })
    private @Nullable LogFormat format;

    /** As people write them. */
    private static final class Formats implements ITypeConverter<LogFormat> {
        @Override
        public LogFormat convert(String word) {
            return Arrays.stream(LogFormat.values())
                    .filter(format -> format.word().equals(word))
                    .findFirst()
                    .orElseThrow(() ->
                            new TypeConversionException(
                                    "expected text, journal or json, and not " + word));
        }
    }

    ServeCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        // The log is what it prints.
        terminal.out().flush();
    }

    @Override
    public Integer call() throws CommandException {
        LogSetup.tellAll(format == null ? LogFormat.ofProcess() : format);
        Workplace workplace = postern.workplace();
        Optional<ControlClient> running = workplace.bridge();
        if (running.isPresent()) {
            throw new CommandException(
                    ExitCode.STATE,
                    "A bridge is running already%s. Stop it first; or, to start another beside it, give this one its own --config and --state."
                            .formatted(pid(running.get())));
        }
        try (ServiceManager manager = ServiceManager.of(System.getenv());
                Bridge bridge = started(workplace)) {
            Signals.on("HUP", () -> manager.reloading(bridge::reload));
            Runnable stop = () -> stop(bridge, manager);
            Signals.on("TERM", stop);
            Signals.on("INT", stop);
            manager.ready(serving(bridge), bridge::answers);
            return switch (bridge.awaitEnd()) {
                case EVERYBODY_LEFT -> ExitCode.OK.number();
                case SOME_CUT_OFF -> ExitCode.CUT_OFF.number();
            };
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return ExitCode.OK.number();
        }
    }

    private static void stop(Bridge bridge, ServiceManager manager) {
        manager.stopping("Waiting for sessions to end");
        bridge.stop();
    }

    /** What the service manager shows. */
    private static String serving(Bridge bridge) {
        return "Listening on "
                + bridge.addresses().stream()
                        .map(NetUtil::toSocketAddressString)
                        .collect(Collectors.joining(", "));
    }

    private static String pid(ControlClient running) {
        return running.carryOut(new Request.Inquire()) instanceof Answer.Report(Status status)
                ? " (pid %d)".formatted(status.pid())
                : "";
    }

    private static Bridge started(Workplace workplace) throws CommandException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return new Bridge(workplace.locations(), workplace.access(), Version.text());
            } catch (StateException unusable) {
                boolean mayPass =
                        unusable.fault() == StateException.Fault.IN_USE
                                && workplace.bridge().isEmpty();
                if (!mayPass || System.nanoTime() > giveUp) {
                    throw new CommandException(ExitCode.STATE, unusable);
                }
            } catch (UnusableStateException | ControlException unusable) {
                throw new CommandException(ExitCode.STATE, unusable);
            } catch (BrokenConfigurationException broken) {
                throw new CommandException(ExitCode.CONFIGURATION, broken);
            } catch (BridgeException | ListenFailedException refused) {
                throw new CommandException(ExitCode.LISTEN, refused);
            }
            Workplace.pause();
        }
    }
}
