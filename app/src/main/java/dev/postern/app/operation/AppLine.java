package dev.postern.app.operation;

import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.ChosenPassword;
import dev.postern.core.access.IssuedSecret;
import dev.postern.core.access.SecretForm;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Protocol;
import dev.postern.core.audit.LastUse;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One app as lists show it.
 *
 * @param account empty for an app that is not in the configuration any more
 * @param limits in short; empty if there are none but its protocols
 * @param issued when its password was made, ISO 8601; empty if it has none
 * @param device the listeners at which it needs no password; empty for all that log in
 * @param deadlines those that are near
 * @param lastUse null if it never logged in, so far as is known
 */
public record AppLine(
        String name,
        String account,
        List<String> protocols,
        String limits,
        Password password,
        String issued,
        String device,
        List<Deadline> deadlines,
        @Nullable LastUse lastUse) {

    public AppLine {
        protocols = List.copyOf(protocols);
        deadlines = List.copyOf(deadlines);
    }

    /**
     * A time that a person has set, and that is near or just over.
     *
     * @param at ISO 8601
     * @param sentence to follow the app's name
     * @param command that sees to it
     */
    public record Deadline(String at, String sentence, String command) {}

    /** What an app logs in with. */
    public enum Password {
        GENERATED,
        CHOSEN,
        DECOY,
        REVOKED,
        NONE,
        /** None, and it needs none: it is known by where it connects to and from. */
        DEVICE;

        /** As it stands in lists. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The apps of the configuration, then those of which only an active password is left. */
    public static List<AppLine> of(Configuration configuration, Verifiers verifiers, Instant now) {
        Passwords passwords = new Passwords(verifiers);
        List<App> apps = configuration.apps();
        List<AppLine> lines = new ArrayList<>();
        apps.forEach(app -> lines.add(of(app, passwords, now).connectingTo(configuration)));
        TreeSet<String> lost = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        verifiers.issued().stream()
                .filter(secret -> secret.revoked().isEmpty())
                .forEach(secret -> lost.add(secret.app()));
        verifiers.chosen().forEach(password -> lost.add(password.app()));
        apps.forEach(app -> lost.remove(app.name()));
        lost.forEach(name -> lines.add(line(name, "", List.of(), "", passwords, List.of())));
        return lines;
    }

    /** One app of the configuration. */
    public static AppLine of(App app, Verifiers verifiers, Instant now) {
        return of(app, new Passwords(verifiers), now);
    }

    /** Of all apps, near or not. */
    public static List<AppDeadline> deadlines(Collection<App> apps, Verifiers verifiers) {
        Passwords passwords = new Passwords(verifiers);
        return apps.stream().flatMap(app -> passwords.deadlines(app).stream()).toList();
    }

    private static AppLine of(App app, Passwords passwords, Instant now) {
        return line(
                app.name(),
                app.account(),
                app.policy().protocols().stream().sorted().map(Protocol::word).toList(),
                PolicyWords.brief(app),
                passwords,
                passwords.deadlines(app).stream()
                        .filter(deadline -> deadline.isNear(now))
                        .map(deadline ->
                                new Deadline(
                                        shown(deadline.at()),
                                        deadline.sentence(now),
                                        deadline.command()))
                        .toList());
    }

    /** Sorted once, since there may be thousands of each. */
    private record Passwords(
            Map<String, List<IssuedSecret>> issued, Map<String, ChosenPassword> chosen) {

        Passwords(Verifiers verifiers) {
            this(
                    verifiers.issued().stream()
                            .collect(Collectors.groupingBy(secret -> folded(secret.app()))),
                    verifiers.chosen().stream()
                            .collect(
                                    Collectors.toMap(
                                            password -> folded(password.app()),
                                            password -> password,
                                            (one, other) -> one)));
        }

        private static String folded(String name) {
            return name.toLowerCase(Locale.ROOT);
        }

        List<IssuedSecret> issued(String app) {
            return issued.getOrDefault(folded(app), List.of());
        }

        Optional<Instant> generatedAt(String app) {
            return issued(app).stream()
                    .filter(secret -> secret.revoked().isEmpty())
                    .map(IssuedSecret::issued)
                    .reduce((earlier, later) -> later);
        }

        Optional<Instant> chosenAt(String app) {
            return Optional.ofNullable(chosen.get(folded(app))).map(ChosenPassword::chosen);
        }

        List<AppDeadline> deadlines(App app) {
            Optional<Instant> issued =
                    issued(app.name()).stream().anyMatch(AppLine::isDecoy)
                            ? Optional.empty()
                            : generatedAt(app.name()).or(() -> chosenAt(app.name()));
            return AppDeadline.of(app, issued);
        }
    }

    private static boolean isDecoy(IssuedSecret secret) {
        return secret.form() == SecretForm.DECOY && secret.revoked().isEmpty();
    }

    private static AppLine line(
            String name,
            String account,
            List<String> protocols,
            String limits,
            Passwords passwords,
            List<Deadline> deadlines) {
        List<IssuedSecret> issued = passwords.issued(name);
        Optional<Instant> generated = passwords.generatedAt(name);
        Optional<Instant> chosen = passwords.chosenAt(name);
        Password password =
                issued.stream().anyMatch(AppLine::isDecoy)
                        ? Password.DECOY
                        : generated.isPresent()
                                ? Password.GENERATED
                                : chosen.isPresent()
                                        ? Password.CHOSEN
                                        : issued.isEmpty() ? Password.NONE : Password.REVOKED;
        return new AppLine(
                name,
                account,
                protocols,
                limits,
                password,
                generated.or(() -> chosen).map(AppLine::shown).orElse(""),
                "",
                deadlines,
                null);
    }

    /** The same, where it may be a device's, which has a listener of its own. */
    public AppLine connectingTo(Configuration configuration) {
        String listeners =
                configuration.listenersOf(name).stream()
                        .flatMap(listener -> listener.reachedAt().stream())
                        .collect(Collectors.joining(", "));
        if (listeners.isEmpty()) {
            return this;
        }
        Password needed =
                switch (password) {
                    case NONE, REVOKED -> Password.DEVICE;
                    case GENERATED, CHOSEN, DECOY, DEVICE -> password;
                };
        return new AppLine(
                name, account, protocols, limits, needed, issued, listeners, deadlines, lastUse);
    }

    /** The same, and when it last logged in. */
    public AppLine usedLast(Optional<LastUse> use) {
        return new AppLine(
                name,
                account,
                protocols,
                limits,
                password,
                issued,
                device,
                deadlines,
                use.orElse(null));
    }

    private static String shown(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
