package dev.postern.app.command;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What an app is: the limits that such a one usually needs, as settings of an {@code [[app]]}.
 * Options change them.
 */
enum AppKind {
    MAIL_CLIENT("a mail program that a person uses: no limits"),
    BACKUP("reads everything, changes nothing, cannot send"),
    SCANNER("a device: sends as the account's address, 60 messages an hour, 25 MiB each; no IMAP"),
    AGENT(
            "reads, marks and deletes nothing; sends only if --recipients says to whom, and then 20"
                    + " messages an hour as the account's address"),
    SCRIPT("sends as the account's address, 60 messages an hour; no IMAP");

    private final String sentence;

    AppKind(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For help and documentation. */
    String sentence() {
        return sentence;
    }

    static AppKind of(String word) throws CommandException {
        for (AppKind kind : values()) {
            if (kind.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new CommandException(
                ExitCode.USAGE,
                "--kind: expected %s, found %s."
                        .formatted(
                                String.join(
                                        ", ",
                                        List.of(values()).stream().map(AppKind::word).toList()),
                                word));
    }

    /**
     * What it speaks unless somebody says otherwise.
     *
     * @param limits those that were asked for
     */
    Set<Protocol> protocols(Account account, Map<String, Object> limits) {
        return switch (this) {
            case MAIL_CLIENT -> account.upstreams().keySet();
            case BACKUP -> Set.of(Protocol.IMAP);
            case SCANNER, SCRIPT -> Set.of(Protocol.SMTP);
            case AGENT ->
                    limits.containsKey("recipients")
                            ? EnumSet.allOf(Protocol.class)
                            : Set.of(Protocol.IMAP);
        };
    }

    Map<String, Object> limits(Account account) {
        return switch (this) {
            case MAIL_CLIENT -> Map.of();
            case BACKUP -> Map.of("imap", "read-only");
            case SCANNER -> {
                Map<String, Object> limits = sending(account, 60);
                limits.put("max_message_size", "25 MiB");
                yield limits;
            }
            case AGENT -> {
                Map<String, Object> limits = sending(account, 20);
                limits.put("imap", "read-and-flag");
                yield limits;
            }
            case SCRIPT -> sending(account, 60);
        };
    }

    private static Map<String, Object> sending(Account account, long perHour) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("senders", List.of(account.address()));
        limits.put("messages_per_hour", perHour);
        return limits;
    }
}
