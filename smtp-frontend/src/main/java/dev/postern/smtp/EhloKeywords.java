package dev.postern.smtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a provider offers in its answer to EHLO (RFC 5321 4.1.1.1), in upper case. */
final class EhloKeywords {

    private static final String AUTH = "AUTH";
    private static final String LEGACY_AUTH = "AUTH=";

    /**
     * {@code ehlo-line} of RFC 5321 4.1.1.1: offers are repeated to clients, so nothing else may
     * get through.
     */
    private static final Pattern OFFER = Pattern.compile("[A-Z0-9][A-Z0-9-]*(?: [!-~]+)*");

    private final List<String> lines;

    private EhloKeywords(List<String> lines) {
        this.lines = lines;
    }

    /**
     * @param reply its first line is the provider's name
     */
    static EhloKeywords of(Reply reply) {
        List<String> lines = new ArrayList<>();
        for (String line : reply.lines().subList(1, reply.lines().size())) {
            String stripped = line.strip();
            int space = stripped.indexOf(' ');
            int end = space < 0 ? stripped.length() : space;
            lines.add(
                    stripped.substring(0, end).toUpperCase(Locale.ROOT) + stripped.substring(end));
        }
        return new EhloKeywords(List.copyOf(lines));
    }

    boolean offers(String keyword) {
        return lines.stream()
                .anyMatch(line -> line.equals(keyword) || line.startsWith(keyword + " "));
    }

    /**
     * SASL mechanisms, of AUTH and of the {@code AUTH=} that servers write for clients of the draft
     * before RFC 2554.
     */
    List<String> mechanisms() {
        return lines.stream()
                .filter(line -> line.startsWith(AUTH + " ") || line.startsWith(LEGACY_AUTH))
                .map(line -> line.substring(LEGACY_AUTH.length()))
                .flatMap(names -> Arrays.stream(names.split(" +")))
                .filter(name -> !name.isEmpty())
                .map(name -> name.toUpperCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /** The lines that are of the grammar; the others are dropped. */
    List<String> wellFormed() {
        return lines.stream().filter(line -> OFFER.matcher(line).matches()).toList();
    }
}
