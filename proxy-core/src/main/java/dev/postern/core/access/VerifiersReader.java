package dev.postern.core.access;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads what {@link VerifiersWriter} wrote, and nothing else: every key is known, there once, and
 * of its form, for what is guessed here lets somebody in or locks somebody out. Messages say where
 * and never what: a misplaced value may be a secret.
 */
final class VerifiersReader {

    private static final int MAC_OCTETS = 32;
    private static final Pattern ID = Pattern.compile("[a-z2-7]{8}|[a-z2-7]{3}");

    /** Of the first versions, which knew the usual form alone and no end but a revocation. */
    private static final int BEFORE_FORMS = 1;

    private final JsonReader json;

    /** Learned from the first key, before anything that depends on it. */
    private boolean hasForms;

    private VerifiersReader(String text) {
        json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
    }

    static Verifiers read(String text) throws DamagedVerifiersException {
        VerifiersReader reader = new VerifiersReader(text);
        try {
            return reader.document();
        } catch (Unexpected e) {
            throw new DamagedVerifiersException(e.found, reader.json.getPath());
        } catch (EOFException e) {
            throw new DamagedVerifiersException("the file ends too early", reader.json.getPath());
        } catch (MalformedJsonException e) {
            throw new DamagedVerifiersException("this is not JSON", reader.json.getPath());
        } catch (IOException e) {
            throw new IllegalStateException("a string can be read", e);
        }
    }

    private Verifiers document() throws IOException, Unexpected {
        List<IssuedSecret> issued = null;
        List<ChosenPassword> chosen = null;
        expect(JsonToken.BEGIN_OBJECT, "an object");
        json.beginObject();
        // First, because nothing else can be relied on before it is known.
        expect(JsonToken.NAME, "the key \"version\"");
        if (!json.nextName().equals("version")) {
            throw new Unexpected("the first key is not \"version\"");
        }
        expect(JsonToken.NUMBER, "a number");
        String version = json.nextString();
        hasForms = version.equals(Integer.toString(VerifiersWriter.VERSION));
        if (!hasForms && !version.equals(Integer.toString(BEFORE_FORMS))) {
            throw new Unexpected(
                    "this Postern reads version "
                            + BEFORE_FORMS
                            + " or "
                            + VerifiersWriter.VERSION
                            + " and the file is of another");
        }
        Set<String> seen = new HashSet<>();
        while (json.hasNext()) {
            switch (key(seen)) {
                case "issued" -> issued = list(this::issued);
                case "chosen" -> chosen = list(this::chosen);
                default -> throw new Unexpected("this key is not known");
            }
        }
        issued = required(issued, "issued");
        chosen = required(chosen, "chosen");
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new Unexpected("something follows the end");
        }
        try {
            return new Verifiers(issued, chosen);
        } catch (IllegalArgumentException e) {
            throw new Unexpected(String.valueOf(e.getMessage()));
        }
    }

    private IssuedSecret issued() throws IOException, Unexpected {
        String id = null;
        Secret mac = null;
        String app = null;
        SecretForm form = hasForms ? null : SecretForm.USUAL;
        Instant issued = null;
        Instant ends = null;
        Instant revoked = null;
        Set<String> seen = new HashSet<>();
        while (json.hasNext()) {
            switch (key(seen)) {
                case "id" -> id = id();
                case "mac" -> mac = mac();
                case "app" -> app = name();
                case "form" -> form = form();
                case "issued" -> issued = instant();
                case "ends" -> ends = instant();
                case "revoked" -> revoked = instant();
                default -> throw new Unexpected("this key is not known");
            }
        }
        SecretForm known = required(form, "form");
        String name = required(id, "id");
        if ((known == SecretForm.COMPACT) != (name.length() == CompactForm.ID_CHARACTERS)) {
            throw new Unexpected("an id of another form was expected");
        }
        return new IssuedSecret(
                name,
                required(mac, "mac"),
                required(app, "app"),
                known,
                required(issued, "issued"),
                Optional.ofNullable(ends),
                Optional.ofNullable(revoked));
    }

    private SecretForm form() throws IOException, Unexpected {
        String word = string();
        for (SecretForm form : SecretForm.values()) {
            if (form.word().equals(word)) {
                return form;
            }
        }
        throw new Unexpected("usual, compact or decoy was expected");
    }

    private ChosenPassword chosen() throws IOException, Unexpected {
        String account = null;
        Set<Protocol> protocols = null;
        String app = null;
        Argon2id hash = null;
        Instant chosen = null;
        Set<String> seen = new HashSet<>();
        while (json.hasNext()) {
            switch (key(seen)) {
                case "account" -> account = name();
                case "protocols" -> protocols = protocols();
                case "app" -> app = name();
                case "argon2id" -> hash = hash();
                case "chosen" -> chosen = instant();
                default -> throw new Unexpected("this key is not known");
            }
        }
        return new ChosenPassword(
                required(account, "account"),
                required(protocols, "protocols"),
                required(app, "app"),
                required(hash, "argon2id"),
                required(chosen, "chosen"));
    }

    private String id() throws IOException, Unexpected {
        String id = string();
        if (!ID.matcher(id).matches()) {
            throw new Unexpected("8 characters of a-z and 2-7, or 3, were expected");
        }
        return id;
    }

    private Secret mac() throws IOException, Unexpected {
        try {
            byte[] mac = Base64.getDecoder().decode(string());
            if (mac.length == MAC_OCTETS) {
                return Secret.copyOf(mac);
            }
        } catch (IllegalArgumentException e) {
            // Not base64: no better than one of the wrong length.
        }
        throw new Unexpected("base64 of " + MAC_OCTETS + " octets was expected");
    }

    private String name() throws IOException, Unexpected {
        String name = string();
        if (name.isEmpty()) {
            throw new Unexpected("a name was expected");
        }
        return name;
    }

    private Instant instant() throws IOException, Unexpected {
        try {
            return Instant.parse(string());
        } catch (DateTimeException e) {
            throw new Unexpected("a time like 2026-11-23T12:00:00Z was expected");
        }
    }

    private Argon2id hash() throws IOException, Unexpected {
        return Argon2id.parse(string())
                .orElseThrow(() -> new Unexpected("a PHC string of Argon2id was expected"));
    }

    private Set<Protocol> protocols() throws IOException, Unexpected {
        expect(JsonToken.BEGIN_ARRAY, "a list");
        Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
        json.beginArray();
        while (json.hasNext()) {
            protocols.add(protocol());
        }
        json.endArray();
        if (protocols.isEmpty()) {
            throw new Unexpected("at least one protocol was expected");
        }
        return protocols;
    }

    private Protocol protocol() throws IOException, Unexpected {
        String word = string();
        for (Protocol protocol : Protocol.values()) {
            if (protocol.word().equals(word)) {
                return protocol;
            }
        }
        throw new Unexpected("imap or smtp was expected");
    }

    private interface Entry<T> {
        T read() throws IOException, Unexpected;
    }

    private <T> List<T> list(Entry<T> entry) throws IOException, Unexpected {
        expect(JsonToken.BEGIN_ARRAY, "a list");
        List<T> entries = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            expect(JsonToken.BEGIN_OBJECT, "an object");
            json.beginObject();
            entries.add(entry.read());
            json.endObject();
        }
        json.endArray();
        return entries;
    }

    private String key(Set<String> seen) throws IOException, Unexpected {
        String key = json.nextName();
        if (!seen.add(key)) {
            throw new Unexpected("this key is there twice");
        }
        return key;
    }

    private String string() throws IOException, Unexpected {
        expect(JsonToken.STRING, "a string");
        return json.nextString();
    }

    private void expect(JsonToken token, String inWords) throws IOException, Unexpected {
        if (json.peek() != token) {
            throw new Unexpected(inWords + " was expected");
        }
    }

    private static <T> T required(@Nullable T value, String key) throws Unexpected {
        if (value == null) {
            throw new Unexpected("the key \"" + key + "\" is missing");
        }
        return value;
    }

    /** Carries what was found to the one place that knows where. */
    private static final class Unexpected extends Exception {
        private final String found;

        Unexpected(String found) {
            super(found);
            this.found = found;
        }
    }
}
