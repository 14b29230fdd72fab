package dev.postern.app.command;

import dev.postern.core.secret.Secret;
import dev.postern.core.state.SystemdCredential;

import picocli.CommandLine.Command;

import java.util.concurrent.Callable;

/** Makes a key for systemd to keep. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a new key, for systemd to keep. Nothing else is done with it. As root:",
            "",
            "  postern vault key | systemd-creds encrypt --name=postern-vault-key -"
                    + " /etc/credstore.encrypted/postern-vault-key",
            "  systemd-creds decrypt --name=postern-vault-key"
                    + " /etc/credstore.encrypted/postern-vault-key - | postern --system vault rekey"
                    + " --to systemd --key-stdin",
            "",
            "and in the unit of the service:",
            "",
            "  [Service]",
            "  LoadCredentialEncrypted=postern-vault-key:/etc/credstore.encrypted/postern-vault-key",
        })
final class VaultKeyCommand implements Callable<Integer> {
    private final Terminal terminal;

    VaultKeyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Secret key = SystemdCredential.generate();
        terminal.say(key.revealText());
        key.wipe();
        return ExitCode.OK.number();
    }
}
