package dev.postern.config;

import java.net.IDN;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host of a provider, and what people write in its place. */
final class Hosts {

    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?"
                            + "(?:\\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*");

    /** A name that ends in a number is taken for an address by some and for a name by others. */
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?[0-9]+");

    private static final Pattern WITH_PORT = Pattern.compile("\\[?[^/]*]?:([0-9]+)");

    private Hosts() {}

    static boolean isHost(String text) {
        return Addresses.literal(text).isPresent()
                || (NAME.matcher(text).matches() && !ENDS_IN_NUMBER.matcher(text).matches());
    }

    static Optional<String> read(Table table) {
        Optional<String> host = table.requiredText("host", "\"imap.example.com\"");
        host.filter(text -> !isHost(text))
                .ifPresent(text ->
                        table.refuse(
                                "host",
                                "a DNS name or an IP address",
                                Values.quoted(text),
                                remedy(text)));
        return host.filter(Hosts::isHost);
    }

    private static String remedy(String text) {
        if (text.contains("://")) {
            return "Take away what stands before the name, and what follows it.";
        }
        if (text.contains("@")) {
            return "Write the server's name only; the account goes into `user`.";
        }
        if (WITH_PORT.matcher(text).matches()) {
            return "Write the port into its own key: port = "
                    + text.substring(text.lastIndexOf(':') + 1);
        }
        if (text.startsWith("[")) {
            return "Write the address without brackets.";
        }
        return ascii(text)
                .map(name -> "Write it in ASCII: \"" + name + "\".")
                .orElse("Write the name that the provider gives for its server.");
    }

    private static Optional<String> ascii(String text) {
        try {
            return Optional.of(IDN.toASCII(text))
                    .filter(name -> !name.equals(text))
                    .filter(Hosts::isHost);
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }
}
