package dev.postern.core.access;

import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A generated app password: {@code pst_} and the base32 of (id, secret, checksum), 44 characters in
 * all. A double click selects it, no keyboard hides a character of it, and scanners for leaked
 * secrets know it by its prefix. There is a {@link CompactForm} beside this usual one.
 *
 * <p>The id finds the verifier in one look-up. The checksum tells a typing error from an unknown
 * secret, in our log only. The three lengths add up to whole base32 groups, so no two texts mean
 * one password.
 */
final class AppPassword {

    static final String PREFIX = "pst_";

    /**
     * 40 bits, one base32 group: a thousand app passwords share no id, but for one chance in two
     * million.
     */
    static final int ID_OCTETS = 5;

    /**
     * 136 bits: the first length over 128 that fills the last base32 group, together with the
     * checksum.
     */
    static final int SECRET_OCTETS = 17;

    /** 24 bits: one typing error in 16 million is taken for an unknown secret. */
    static final int CHECKSUM_OCTETS = 3;

    private static final int BODY_OCTETS = ID_OCTETS + SECRET_OCTETS;
    private static final byte[] PREFIX_OCTETS = PREFIX.getBytes(StandardCharsets.US_ASCII);

    /** Behind the prefix. */
    static final int CHARACTERS =
            (BODY_OCTETS + CHECKSUM_OCTETS) / Base32.GROUP_OCTETS * Base32.GROUP_CHARACTERS;

    private final String id;
    private final Secret body;
    private final SecretForm form;

    private AppPassword(byte[] id, byte[] body, SecretForm form) {
        this.id = new String(id, StandardCharsets.US_ASCII);
        this.body = Secret.copyOf(body);
        this.form = form;
    }

    private static AppPassword usual(byte[] body) {
        return new AppPassword(
                Base32.encode(Arrays.copyOf(body, ID_OCTETS)), body, SecretForm.USUAL);
    }

    private static AppPassword compact(byte[] body) {
        return new AppPassword(
                Arrays.copyOf(body, CompactForm.ID_CHARACTERS), body, SecretForm.COMPACT);
    }

    /** What a typed secret turns out to be. */
    sealed interface Reading {

        record WellFormed(AppPassword password) implements Reading {}

        /** 20 characters that may be a compact one, or what a person chose. */
        record PerhapsCompact(AppPassword password) implements Reading {}

        /** It has the prefix, but the length, alphabet or checksum is wrong. */
        record Mistyped() implements Reading {}

        /** Whatever else people type: perhaps a password that a person chose. */
        record NotGenerated() implements Reading {}
    }

    /** Another one each time. */
    static AppPassword generate(SecretForm form, SecureRandom random) {
        byte[] body =
                switch (form) {
                    case USUAL, DECOY -> {
                        byte[] octets = new byte[BODY_OCTETS];
                        random.nextBytes(octets);
                        yield octets;
                    }
                    case COMPACT -> CompactForm.body(random);
                };
        AppPassword password = form == SecretForm.COMPACT ? compact(body) : usual(body);
        Arrays.fill(body, (byte) 0);
        return password;
    }

    /**
     * Reads what a client sent. Case is ignored, since phones capitalise and printers' keypads know
     * only capitals; so is white space around it, which comes along when it is pasted. Neither
     * makes guessing easier: base32 has one case.
     */
    static Reading read(Secret typed) {
        byte[] octets = typed.reveal();
        byte[] text = stripped(octets);
        try {
            return hasPrefix(text)
                    ? readBody(Arrays.copyOfRange(text, PREFIX_OCTETS.length, text.length))
                    : CompactForm.body(text)
                            .<Reading>map(AppPassword::perhapsCompact)
                            .orElseGet(Reading.NotGenerated::new);
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    private static Reading perhapsCompact(byte[] body) {
        Reading reading = new Reading.PerhapsCompact(compact(body));
        Arrays.fill(body, (byte) 0);
        return reading;
    }

    private static Reading readBody(byte[] characters) {
        Optional<byte[]> decoded =
                characters.length == CHARACTERS ? Base32.decode(characters) : Optional.empty();
        Arrays.fill(characters, (byte) 0);
        if (decoded.isEmpty()) {
            return new Reading.Mistyped();
        }
        byte[] octets = decoded.get();
        byte[] body = Arrays.copyOf(octets, BODY_OCTETS);
        byte[] checksum = Arrays.copyOfRange(octets, BODY_OCTETS, octets.length);
        try {
            return MessageDigest.isEqual(checksum, Checksum.of(body, CHECKSUM_OCTETS))
                    ? new Reading.WellFormed(usual(body))
                    : new Reading.Mistyped();
        } finally {
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(body, (byte) 0);
        }
    }

    /** Names the password in files, commands and logs; not secret. Base32. */
    String id() {
        return id;
    }

    /** The octets of id and secret: what is authenticated. */
    Secret body() {
        return body;
    }

    /** The password as people type it. */
    Secret text() {
        byte[] octets = body.reveal();
        byte[] text = form == SecretForm.COMPACT ? CompactForm.text(octets) : usualText(octets);
        Secret secret = Secret.copyOf(text);
        Arrays.fill(octets, (byte) 0);
        Arrays.fill(text, (byte) 0);
        return secret;
    }

    private static byte[] usualText(byte[] body) {
        byte[] whole = Arrays.copyOf(body, BODY_OCTETS + CHECKSUM_OCTETS);
        System.arraycopy(
                Checksum.of(body, CHECKSUM_OCTETS), 0, whole, BODY_OCTETS, CHECKSUM_OCTETS);
        byte[] characters = Base32.encode(whole);
        byte[] text = Arrays.copyOf(PREFIX_OCTETS, PREFIX_OCTETS.length + characters.length);
        System.arraycopy(characters, 0, text, PREFIX_OCTETS.length, characters.length);
        Arrays.fill(whole, (byte) 0);
        Arrays.fill(characters, (byte) 0);
        return text;
    }

    /** Whether {@code text} would be taken for a generated one, or for one that was mistyped. */
    static boolean looksGenerated(Secret text) {
        return !(read(text) instanceof Reading.NotGenerated);
    }

    @Override
    public String toString() {
        return "AppPassword[" + id + "]";
    }

    private static boolean hasPrefix(byte[] text) {
        if (text.length < PREFIX_OCTETS.length) {
            return false;
        }
        for (int i = 0; i < PREFIX_OCTETS.length; i++) {
            if (lowered(text[i]) != PREFIX_OCTETS[i]) {
                return false;
            }
        }
        return true;
    }

    private static int lowered(byte character) {
        return character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character;
    }

    private static byte[] stripped(byte[] octets) {
        int start = 0;
        int end = octets.length;
        while (start < end && isSpace(octets[start])) {
            start++;
        }
        while (end > start && isSpace(octets[end - 1])) {
            end--;
        }
        return Arrays.copyOfRange(octets, start, end);
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || (octet >= '\t' && octet <= '\r');
    }
}
