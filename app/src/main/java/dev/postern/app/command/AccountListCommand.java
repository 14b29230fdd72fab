package dev.postern.app.command;

import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Lists the mailboxes of the configuration. */
@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the mailboxes.")
final class AccountListCommand implements Callable<Integer> {
    private final Postern postern;
    private final Terminal terminal;

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean json;

    AccountListCommand(Postern postern, Terminal terminal) {
        this.postern = postern;
        this.terminal = terminal;
    }

    /** One mailbox, for scripts. */
    private record Line(
            String name,
            String address,
            List<String> aliases,
            Map<String, String> servers,
            String credential) {}

    @Override
    public Integer call() throws CommandException {
        Configuration configuration = postern.workplace().configuration();
        List<Line> lines = configuration.accounts().stream().map(AccountListCommand::line).toList();
        if (json) {
            Printing.json(terminal, Map.of("accounts", lines));
        } else if (lines.isEmpty()) {
            terminal.say("There are no accounts yet. Add one: postern account add ADDRESS");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("NAME", "ADDRESS", "SERVERS", "CREDENTIAL"));
            lines.forEach(line ->
                    rows.add(
                            List.of(
                                    line.name(),
                                    line.address(),
                                    String.join(" ", line.servers().values()),
                                    line.credential())));
            Printing.table(terminal, rows);
        }
        return ExitCode.OK.number();
    }

    private static Line line(Account account) {
        return new Line(
                account.name(),
                account.address(),
                account.aliases().stream().sorted().toList(),
                account.upstreams().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(
                                Collectors.toMap(
                                        (Map.Entry<Protocol, Upstream> entry) ->
                                                entry.getKey().word(),
                                        entry -> entry.getValue().authority(),
                                        (one, other) -> one,
                                        LinkedHashMap::new)),
                switch (account.credential()) {
                    case Credential.VaultPassword ignored -> "vault";
                    case Credential.Command ignored -> "command";
                    case Credential.Oauth ignored -> "oauth";
                });
    }
}
