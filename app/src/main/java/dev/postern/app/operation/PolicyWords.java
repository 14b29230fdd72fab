package dev.postern.app.operation;

import dev.postern.config.AppDraft;
import dev.postern.core.access.App;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.account.Protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What limits an app, for people. */
public final class PolicyWords {

    private PolicyWords() {}

    /** On one line of a list; empty if nothing does but its protocols. */
    public static String brief(App app) {
        Map<String, Object> settings = AppDraft.settings(app);
        List<String> words = new ArrayList<>();
        put(words, settings, "imap", "");
        put(words, settings, "folders", "in ");
        put(words, settings, "senders", "as ");
        put(words, settings, "recipients", "to ");
        app.policy().smtp().messagesPerHour().ifPresent(perHour -> words.add(perHour + " an hour"));
        put(words, settings, "max_message_size", "up to ");
        put(words, settings, "sources", "from ");
        put(words, settings, "uid", "user ");
        put(words, settings, "expires", "until ");
        return String.join(", ", words);
    }

    private static void put(
            List<String> words, Map<String, Object> settings, String key, String before) {
        Object value = settings.get(key);
        if (value != null) {
            words.add(before + brief(value));
        }
    }

    private static String brief(Object value) {
        return switch (value) {
            case List<?> list when list.size() > 1 ->
                    list.getFirst() + " and " + (list.size() - 1) + " more";
            case List<?> list -> String.valueOf(list.getFirst());
            default -> value.toString();
        };
    }

    /** All of it: what it may do, and from where and until when. */
    public static Map<String, String> full(App app) {
        Map<String, Object> settings = AppDraft.settings(app);
        Map<String, String> words = new LinkedHashMap<>();
        if (app.policy().protocols().contains(Protocol.IMAP)) {
            words.put("messages", sentence(app.policy().imap().profile()));
            words.put("folders", all(settings.getOrDefault("folders", "all of them")));
        }
        if (app.policy().protocols().contains(Protocol.SMTP)) {
            words.put("sends as", all(settings.getOrDefault("senders", "whom the provider lets")));
            words.put("sends to", all(settings.getOrDefault("recipients", "anybody")));
            words.put("per hour", all(settings.getOrDefault("messages_per_hour", "no limit")));
            words.put("message", all(settings.getOrDefault("max_message_size", "no limit")));
        }
        words.put("from", all(settings.getOrDefault("sources", "this machine")));
        app.policy()
                .user()
                .ifPresent(user ->
                        words.put(
                                "user",
                                switch (user.strictness()) {
                                    case ENFORCE -> user.user() + "; others are refused";
                                    case WARN -> user.user() + "; others are logged, and let in";
                                }));
        words.put("until", all(settings.getOrDefault("expires", "it is revoked")));
        if (settings.containsKey("rotate_every")) {
            words.put("new password", "every " + settings.get("rotate_every"));
        }
        if (!app.note().isEmpty()) {
            words.put("note", app.note());
        }
        return words;
    }

    private static String all(Object value) {
        return value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value.toString();
    }

    private static String sentence(ImapProfile profile) {
        return profile.word()
                + switch (profile) {
                    case FULL -> ": everything that the provider allows";
                    case READ_ONLY -> ": sees them; changes nothing, not even what was seen";
                    case READ_AND_FLAG -> ": sees them, and marks them; not as deleted";
                    case APPEND_ONLY -> ": adds some; sees none";
                    case NO_DELETE -> ": everything that lets none disappear";
                };
    }
}
