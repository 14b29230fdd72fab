package dev.postern.core.access;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;

import dev.postern.core.account.Protocol;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Comparator;

/** The form in which {@link Verifiers} are stored; {@link VerifiersReader} reads it. */
final class VerifiersWriter {

    /** To be raised when an older Postern could misread what a newer one wrote. */
    static final int VERSION = 2;

    private VerifiersWriter() {}

    static String write(Verifiers verifiers) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setFormattingStyle(FormattingStyle.PRETTY);
            json.setHtmlSafe(false);
            json.beginObject().name("version").value(VERSION);
            json.name("issued").beginArray();
            for (IssuedSecret secret : verifiers.issued()) {
                write(json, secret);
            }
            json.endArray().name("chosen").beginArray();
            for (ChosenPassword password : verifiers.chosen()) {
                write(json, password);
            }
            json.endArray().endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string can be written to", e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonWriter json, IssuedSecret secret) throws IOException {
        json.beginObject();
        json.name("id").value(secret.id());
        json.name("mac").value(Base64.getEncoder().encodeToString(secret.mac().reveal()));
        json.name("app").value(secret.app());
        json.name("form").value(secret.form().word());
        json.name("issued").value(secret.issued().toString());
        if (secret.ends().isPresent()) {
            json.name("ends").value(secret.ends().get().toString());
        }
        if (secret.revoked().isPresent()) {
            json.name("revoked").value(secret.revoked().get().toString());
        }
        json.endObject();
    }

    private static void write(JsonWriter json, ChosenPassword password) throws IOException {
        json.beginObject();
        json.name("account").value(password.account());
        json.name("protocols").beginArray();
        for (Protocol protocol :
                password.protocols().stream().sorted(Comparator.naturalOrder()).toList()) {
            json.value(protocol.word());
        }
        json.endArray();
        json.name("app").value(password.app());
        json.name("argon2id").value(password.hash().phc());
        json.name("chosen").value(password.chosen().toString());
        json.endObject();
    }
}
