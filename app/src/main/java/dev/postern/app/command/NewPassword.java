package dev.postern.app.command;

import dev.postern.app.client.ClientSettings;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An app that has got a password, and how people and scripts are told.
 *
 * @param generated to be shown once; empty if the person chose one, and so knows it
 */
record NewPassword(App app, ClientSettings settings, Optional<Secret> generated) {

    /** One of them for scripts. */
    private record Line(
            String app,
            String account,
            List<String> protocols,
            String user,
            @Nullable String password,
            List<ClientSettings.Server> servers,
            String certificate) {}

    /**
     * Gives {@code app} a password.
     *
     * @param request that issues, replaces or chooses it
     */
    static NewPassword of(
            App app,
            Request request,
            Workplace workplace,
            Configuration configuration,
            Operations operations,
            Terminal terminal)
            throws CommandException {
        Answer answer = operations.carryOut(request);
        Workplace.done(answer).forEach(terminal::note);
        Account account = workplace.account(configuration, app.account());
        return new NewPassword(
                app,
                ClientSettings.of(app, account, configuration, workplace.rootCertificate()),
                answer instanceof Answer.Issued issued
                        ? Optional.of(issued.password())
                        : Optional.empty());
    }

    static void print(List<NewPassword> passwords, Terminal terminal, Printing.Form form) {
        switch (form) {
            case JSON ->
                    Printing.json(
                            terminal,
                            Map.of("apps", passwords.stream().map(NewPassword::line).toList()));
            case TEXT -> passwords.forEach(password -> password.print(terminal));
        }
        passwords.forEach(password -> password.generated().ifPresent(Secret::wipe));
    }

    private Line line() {
        return new Line(
                app.name(),
                app.account(),
                protocols(),
                settings.user(),
                generated.map(Secret::revealText).orElse(null),
                settings.servers(),
                settings.certificate().toString());
    }

    private void print(Terminal terminal) {
        List<String> lines = new ArrayList<>();
        terminal.headline(
                "%s, for %s of the account %s"
                        .formatted(
                                app.name(),
                                String.join(" and ", protocols()).toUpperCase(Locale.ROOT),
                                app.account()));
        lines.add("");
        lines.add(
                generated
                        .map(password -> "  Password: " + password.revealText())
                        .orElse("  Password: the one that you chose"));
        lines.add("");
        lines.addAll(settings.lines());
        lines.add("");
        lines.forEach(terminal::say);
    }

    private List<String> protocols() {
        return app.policy().protocols().stream().sorted().map(Protocol::word).toList();
    }
}
