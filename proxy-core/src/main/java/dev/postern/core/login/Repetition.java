package dev.postern.core.login;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.postern.core.secret.Secret;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a secret in what was said by somebody who had been told it. For one use, not kept. */
final class Repetition {

    /** What is shorter than that is no secret, and would be found in any sentence. */
    private static final int SHORTEST = 4;

    /** Printable ASCII: it may be in an alert. */
    private static final String HIDDEN = "****";

    /** As logins are sent; what stands in front of it, without a space between, may look alike. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{6,}={0,2}");

    private static final int BASE64_GROUP = 4;

    private final String octets;
    private final Set<String> forms;

    Repetition(Secret secret) {
        String text = secret.revealText();
        octets = new String(secret.reveal(), ISO_8859_1);
        // Quoted as an argument of IMAP is; with what an alert may not have replaced.
        forms =
                octets.length() < SHORTEST
                        ? Set.of()
                        : Set.copyOf(
                                List.of(
                                        text,
                                        octets,
                                        octets.replaceAll("([\"\\\\])", "\\\\$1"),
                                        octets.replaceAll("[^ -~]", "?")));
    }

    /** {@code said} without it. */
    String hidden(String said) {
        if (forms.isEmpty()) {
            return said;
        }
        String clean =
                BASE64.matcher(said)
                        .replaceAll(run ->
                                Matcher.quoteReplacement(
                                        isEncoded(run.group()) ? HIDDEN : run.group()));
        for (String form : forms) {
            clean = clean.replace(form, HIDDEN);
        }
        return withoutBeginning(clean);
    }

    private boolean isEncoded(String run) {
        for (int from = 0; from < BASE64_GROUP; from++) {
            String group = run.substring(from).replace("=", "");
            int length = group.length() % BASE64_GROUP == 1 ? group.length() - 1 : group.length();
            byte[] plain = Base64.getDecoder().decode(group.substring(0, length));
            if (new String(plain, ISO_8859_1).contains(octets)) {
                return true;
            }
        }
        return false;
    }

    /** What was said may have been cut amid the secret. */
    private String withoutBeginning(String said) {
        for (String form : forms) {
            for (int length = form.length() - 1; length >= SHORTEST; length--) {
                if (said.endsWith(form.substring(0, length))) {
                    return said.substring(0, said.length() - length) + HIDDEN;
                }
            }
        }
        return said;
    }
}
