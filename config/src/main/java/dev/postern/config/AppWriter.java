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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an app's table says beside its name: each key with its value, without what is usual. */
final class AppWriter {

    private final Map<String, String> settings = new LinkedHashMap<>();

    private AppWriter() {}

    static Map<String, String> settings(App app) {
        AppPolicy policy = app.policy();
        AppWriter writer = new AppWriter();
        writer.settings.put("account", TomlWriter.quoted(app.account()));
        writer.settings.put(
                "protocols",
                TomlWriter.list(policy.protocols().stream().sorted().map(Protocol::word).toList()));
        writer.limits(policy);
        policy.expires()
                .map(end -> Moments.written(end, ZoneId.systemDefault()))
                .ifPresent(end -> writer.settings.put("expires", TomlWriter.quoted(end)));
        writer.rotation(policy.rotation());
        policy.user().ifPresent(writer::user);
        if (!app.note().isEmpty()) {
            writer.settings.put("note", TomlWriter.quoted(app.note()));
        }
        return writer.settings;
    }

    private void limits(AppPolicy policy) {
        if (policy.imap().profile() != ImapProfile.FULL) {
            settings.put("imap", TomlWriter.quoted(policy.imap().profile().word()));
        }
        list("folders", policy.imap().folders());
        list("senders", policy.smtp().senders().stream().map(AppWriter::written).toList());
        list("recipients", policy.smtp().recipients().stream().map(AppWriter::written).toList());
        policy.smtp()
                .messagesPerHour()
                .ifPresent(number -> settings.put("messages_per_hour", Integer.toString(number)));
        policy.smtp()
                .largestMessage()
                .ifPresent(octets ->
                        settings.put("max_message_size", TomlWriter.quoted(Sizes.written(octets))));
        list("sources", policy.sources().stream().map(Network::toString).toList());
    }

    private void list(String key, Collection<String> texts) {
        if (!texts.isEmpty()) {
            settings.put(key, TomlWriter.list(texts));
        }
    }

    private void user(UserBinding user) {
        settings.put("uid", TomlWriter.quoted(user.user()));
        if (user.strictness() != UserBinding.Strictness.ENFORCE) {
            settings.put("uid_check", TomlWriter.word(PolicyReader.UID_CHECKS, user.strictness()));
        }
    }

    private void rotation(Rotation rotation) {
        rotation.every()
                .ifPresent(every ->
                        settings.put("rotate_every", TomlWriter.quoted(Durations.written(every))));
        if (!rotation.overlap().equals(Rotation.USUAL.overlap())) {
            settings.put(
                    "rotate_overlap", TomlWriter.quoted(Durations.written(rotation.overlap())));
        }
    }

    private static String written(AddressPattern pattern) {
        String text = pattern.text();
        return text.startsWith("@") ? text.substring(1) : text;
    }
}
