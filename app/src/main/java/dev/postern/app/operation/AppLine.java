package dev.postern.app.operation;

import dev.postern.core.access.App;
import dev.postern.core.access.ChosenPassword;
import dev.postern.core.access.IssuedSecret;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Protocol;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One app as lists show it.
 *
 * @param account empty for an app that is not in the configuration any more
 * @param issued when its password was made, ISO 8601; empty if it has none
 */
public record AppLine(
        String name, String account, List<String> protocols, Password password, String issued) {

    public AppLine {
        protocols = List.copyOf(protocols);
    }

    /** What an app logs in with. */
    public enum Password {
        GENERATED,
        CHOSEN,
        REVOKED,
        NONE;

        /** As it stands in lists. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The apps of the configuration, then those of which only an active password is left. */
    public static List<AppLine> of(Collection<App> apps, Verifiers verifiers) {
        List<AppLine> lines = new ArrayList<>();
        apps.forEach(app ->
                lines.add(
                        line(
                                app.name(),
                                app.account(),
                                app.policy().protocols().stream()
                                        .sorted()
                                        .map(Protocol::word)
                                        .toList(),
                                verifiers)));
        TreeSet<String> lost = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        verifiers.issued().stream()
                .filter(secret -> secret.revoked().isEmpty())
                .forEach(secret -> lost.add(secret.app()));
        verifiers.chosen().forEach(password -> lost.add(password.app()));
        apps.forEach(app -> lost.remove(app.name()));
        lost.forEach(name -> lines.add(line(name, "", List.of(), verifiers)));
        return lines;
    }

    private static AppLine line(
            String name, String account, List<String> protocols, Verifiers verifiers) {
        List<IssuedSecret> issued =
                verifiers.issued().stream()
                        .filter(secret -> secret.app().equalsIgnoreCase(name))
                        .toList();
        Optional<Instant> generated =
                issued.stream()
                        .filter(secret -> secret.revoked().isEmpty())
                        .map(IssuedSecret::issued)
                        .reduce((earlier, later) -> later);
        Optional<Instant> chosen =
                verifiers.chosen().stream()
                        .filter(password -> password.app().equalsIgnoreCase(name))
                        .map(ChosenPassword::chosen)
                        .findFirst();
        Password password =
                generated.isPresent()
                        ? Password.GENERATED
                        : chosen.isPresent()
                                ? Password.CHOSEN
                                : issued.isEmpty() ? Password.NONE : Password.REVOKED;
        return new AppLine(
                name,
                account,
                protocols,
                password,
                generated
                        .or(() -> chosen)
                        .map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse(""));
    }
}
