package dev.postern.config;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Network;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.UserBinding;
import dev.postern.core.account.Protocol;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an app's table says: each key with its value, without what is usual. */
final class AppWriter {

    private final Map<String, Object> settings = new LinkedHashMap<>();

    private AppWriter() {}

    /** Texts, lists of texts, and a long; {@link AppReader} reads them again. */
    static Map<String, Object> settings(App app) {
        AppPolicy policy = app.policy();
        AppWriter writer = new AppWriter();
        writer.settings.put("name", app.name());
        writer.settings.put("account", app.account());
        writer.settings.put(
                "protocols", policy.protocols().stream().sorted().map(Protocol::word).toList());
        writer.limits(policy);
        policy.expires()
                .map(end -> Moments.written(end, ZoneId.systemDefault()))
                .ifPresent(end -> writer.settings.put("expires", end));
        writer.rotation(policy.rotation());
        policy.user().ifPresent(writer::user);
        if (!app.note().isEmpty()) {
            writer.settings.put("note", app.note());
        }
        return writer.settings;
    }

    private void limits(AppPolicy policy) {
        if (policy.imap().profile() != ImapProfile.FULL) {
            settings.put("imap", policy.imap().profile().word());
        }
        list("folders", policy.imap().folders());
        list("senders", policy.smtp().senders().stream().map(AppWriter::written).toList());
        list("recipients", policy.smtp().recipients().stream().map(AppWriter::written).toList());
        policy.smtp()
                .messagesPerHour()
                .ifPresent(number -> settings.put("messages_per_hour", (long) number));
        policy.smtp()
                .largestMessage()
                .ifPresent(octets -> settings.put("max_message_size", Sizes.written(octets)));
        list("sources", policy.sources().stream().map(Network::toString).toList());
    }

    private void list(String key, List<String> texts) {
        if (!texts.isEmpty()) {
            settings.put(key, texts);
        }
    }

    private void user(UserBinding user) {
        settings.put("uid", user.user());
        if (user.strictness() != UserBinding.Strictness.ENFORCE) {
            settings.put("uid_check", PolicyReader.word(user.strictness()));
        }
    }

    private void rotation(Rotation rotation) {
        rotation.every().ifPresent(every -> settings.put("rotate_every", Durations.written(every)));
        if (!rotation.overlap().equals(Rotation.USUAL.overlap())) {
            settings.put("rotate_overlap", Durations.written(rotation.overlap()));
        }
    }

    private static String written(AddressPattern pattern) {
        String text = pattern.text();
        return text.startsWith("@") ? text.substring(1) : text;
    }
}
