package dev.postern.core.testing.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for secrets in lines of a log, also behind Base64. Thread-safe. */
final class SecretSearch {

    /** Generated app passwords are known by their form. */
    private static final Pattern APP_PASSWORD = Pattern.compile("pst_[a-z2-7]{20,}");

    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{16,}");

    /** Shorter ones would be found in words. */
    private static final int SHORTEST = 8;

    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    void secret(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalArgumentException("too short to be looked for");
        }
        secrets.add(secret);
    }

    void line(String line) {
        lines.add(line);
    }

    /** The lines since the last look that have a secret in them. */
    synchronized List<String> found() {
        List<String> found = new ArrayList<>();
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            if (APP_PASSWORD.matcher(line).find() || has(line) || hasBehindBase64(line)) {
                found.add(line);
            }
        }
        return found;
    }

    private boolean has(String text) {
        return secrets.stream().anyMatch(text::contains);
    }

    private boolean hasBehindBase64(String line) {
        Matcher words = BASE64.matcher(line);
        while (words.find()) {
            String word = words.group().replace('-', '+').replace('_', '/');
            // Without what remains at the end: one that was cut hides no less.
            String whole = word.substring(0, word.length() - word.length() % 4);
            if (has(new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8))) {
                return true;
            }
        }
        return false;
    }
}
