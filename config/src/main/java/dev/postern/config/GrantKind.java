package dev.postern.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a person, or a program alone, gets tokens: the word behind {@code oauth =}. */
public enum GrantKind {
    CODE,
    DEVICE,
    CLIENT_CREDENTIALS,
    PASSWORD,
    SERVICE_ACCOUNT;

    /** As it stands in configuration: {@code code}, {@code client-credentials}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it gives tokens for any mailbox of a domain, without a person. */
    public boolean isForWholeDomain() {
        return switch (this) {
            case CLIENT_CREDENTIALS, SERVICE_ACCOUNT -> true;
            case CODE, DEVICE, PASSWORD -> false;
        };
    }

    static Map<String, GrantKind> words() {
        Map<String, GrantKind> words = new LinkedHashMap<>();
        for (GrantKind kind : values()) {
            words.put(kind.word(), kind);
        }
        return words;
    }
}
