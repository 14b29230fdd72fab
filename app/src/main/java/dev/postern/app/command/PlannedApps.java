package dev.postern.app.command;

import dev.postern.config.AppDraft;
import dev.postern.config.Problem;
import dev.postern.core.access.App;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The apps that {@code app add} makes of what it was told: one, or one for each protocol with the
 * limits that concern it.
 *
 * @param limits that were asked for, as settings of an {@code [[app]]}; they count before those of
 *     {@code kind}
 */
record PlannedApps(String name, Account account, AppKind kind, Map<String, Object> limits) {

    private static final Map<Protocol, Set<String>> LIMITS =
            Map.of(
                    Protocol.IMAP,
                    Set.of("imap", "folders"),
                    Protocol.SMTP,
                    Set.of("senders", "recipients", "messages_per_hour", "max_message_size"));

    /** How many passwords there are if nobody names the protocols. */
    enum Passwords {
        ONE,
        ONE_FOR_EACH_PROTOCOL
    }

    /** With one password for the protocols that {@code words} name. */
    List<App> speaking(List<String> words) throws CommandException {
        EnumSet<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        for (String word : words) {
            protocols.add(protocol(word));
        }
        return List.of(app(name, served(protocols), limits));
    }

    /** With the protocols that such an app needs. */
    List<App> speakingTheUsual(Passwords passwords) throws CommandException {
        Set<Protocol> protocols = served(kind.protocols(account, limits));
        if (protocols.size() == 1 || passwords == Passwords.ONE) {
            return List.of(app(name, protocols, limits));
        }
        List<App> apps = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            Set<Protocol> alone = Set.of(protocol);
            apps.add(app(name + "-" + protocol.word(), alone, concerning(alone, limits)));
        }
        return apps;
    }

    private Set<Protocol> served(Set<Protocol> protocols) throws CommandException {
        for (Protocol protocol : protocols) {
            if (account.upstream(protocol).isEmpty()) {
                throw new CommandException(
                        ExitCode.REFUSED,
                        "The account %s has no %s server, so no app can use that."
                                .formatted(account.name(), protocol.word()));
            }
        }
        return protocols;
    }

    private static Protocol protocol(String word) throws CommandException {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return protocol;
            }
        }
        throw new CommandException(
                ExitCode.USAGE, "--protocols: expected imap or smtp, found %s.".formatted(word));
    }

    private App app(String typed, Set<Protocol> protocols, Map<String, Object> asked)
            throws CommandException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("name", Names.read(typed));
        settings.put("account", account.name());
        settings.put("protocols", protocols.stream().sorted().map(Protocol::word).toList());
        settings.putAll(concerning(protocols, kind.limits(account)));
        settings.putAll(asked);
        return switch (AppDraft.of(settings)) {
            case AppDraft.Fitting(App app) -> app;
            case AppDraft.Wrong(List<Problem> problems) ->
                    throw new CommandException(
                            ExitCode.USAGE,
                            String.join(
                                    "\n", problems.stream().map(PlannedApps::sentence).toList()));
        };
    }

    /** Without what limits only other protocols. */
    private static Map<String, Object> concerning(
            Set<Protocol> protocols, Map<String, Object> limits) {
        Map<String, Object> some = new LinkedHashMap<>(limits);
        LIMITS.forEach((protocol, keys) -> {
            if (!protocols.contains(protocol)) {
                some.keySet().removeAll(keys);
            }
        });
        return some;
    }

    /** The remedy is for those who write a file. */
    private static String sentence(Problem problem) {
        return "--%s: expected %s, found %s."
                .formatted(problem.key().replace('_', '-'), problem.expected(), problem.found());
    }
}
