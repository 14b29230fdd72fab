package dev.postern.config;

import java.util.List;
import java.util.Locale;

/**
 * A well-known refusal of a provider, in words that a person can act on.
 *
 * @param name unique
 * @param hosts servers that say it, and all below them; none: any server
 * @param texts that occur in it
 * @param meaning a sentence
 * @param next what to do, with {@code {account}} for the name of the account
 * @param seen where somebody has reported it, or {@code untested}
 */
public record ProviderMessage(
        String name,
        List<String> hosts,
        List<String> texts,
        String meaning,
        String next,
        String seen) {

    public ProviderMessage {
        hosts = List.copyOf(hosts);
        texts = List.copyOf(texts);
    }

    /** What to do, for the account of this name. */
    public String nextFor(String account) {
        return next.replace("{account}", account);
    }

    boolean isIn(String said, String host) {
        String words = said.toLowerCase(Locale.ROOT);
        return (hosts.isEmpty() || hosts.stream().anyMatch(name -> isBelow(host, name)))
                && texts.stream().anyMatch(text -> words.contains(text.toLowerCase(Locale.ROOT)));
    }

    private static boolean isBelow(String host, String name) {
        String server = host.toLowerCase(Locale.ROOT);
        return server.equals(name) || server.endsWith("." + name);
    }
}
