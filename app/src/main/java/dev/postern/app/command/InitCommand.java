package dev.postern.app.command;

import dev.postern.app.operation.OpenState;
import dev.postern.config.ConfigurationFiles;
import dev.postern.config.NewFile;
import dev.postern.core.state.StateException;
import dev.postern.core.tls.LocalAuthority;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Makes the files that a bridge needs. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the files that the bridge needs.",
            "They are: configuration, vault, key and certificates.",
            "What is there already stays as it is. If another program has the usual ports, free"
                    + " ones are taken.",
        })
final class InitCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    InitCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        Workplace workplace = postern.workplace();
        makeConfiguration(workplace.locations().files());
        workplace.configuration();
        if (workplace.bridge().isPresent()) {
            terminal.say("The bridge is running already, with all that it needs.");
            return ExitCode.OK.number();
        }
        makeState(workplace);
        terminal.say("");
        terminal.headline("Next:");
        terminal.say("  postern account add ADDRESS   your mailbox; asks for its password");
        terminal.say("  postern app add NAME          a password for one mail program");
        terminal.say("  postern serve                 run the bridge");
        return ExitCode.OK.number();
    }

    private void makeConfiguration(ConfigurationFiles files) throws CommandException {
        if (Files.exists(files.main())) {
            terminal.say("Configuration  %s (was there already)".formatted(files.main()));
            return;
        }
        FreePorts ports = FreePorts.find();
        try {
            OwnerFiles.makeDirectory(files.directory());
            OwnerFiles.makeDirectory(files.accounts());
            OwnerFiles.makeDirectory(files.apps());
            NewFile.write(files.main(), ConfigurationTemplate.with(ports));
        } catch (IOException refused) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "The configuration %s could not be made (%s). You need to be allowed to write there; --config names another directory."
                            .formatted(files.main(), refused));
        }
        terminal.say("Configuration  " + files.main());
        ports.remarks().forEach(terminal::say);
    }

    private void makeState(Workplace workplace) throws CommandException {
        try (OpenState state = workplace.openState()) {
            state.vault().verifierKey();
            LocalAuthority.open(state.vault(), state.lock().directory(), Instant.now());
            terminal.say("State          " + state.lock().directory().path());
            terminal.say(
                    "Key            %s (keep backups of it apart from the state)"
                            .formatted(state.vault().summary().place()));
            terminal.say("Certificate    " + workplace.rootCertificate());
        } catch (StateException unusable) {
            throw new CommandException(ExitCode.STATE, unusable);
        }
    }
}
