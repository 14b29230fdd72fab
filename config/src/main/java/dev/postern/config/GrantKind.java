package dev.postern.config;

import dev.postern.core.account.Grant;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a token is come by: the word behind {@code oauth =}. */
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

    static GrantKind of(Grant grant) {
        return switch (grant) {
            case Grant.AuthorizationCode ignored -> CODE;
            case Grant.DeviceCode ignored -> DEVICE;
            case Grant.ClientCredentials ignored -> CLIENT_CREDENTIALS;
            case Grant.Password ignored -> PASSWORD;
            case Grant.ServiceAccount ignored -> SERVICE_ACCOUNT;
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
