package dev.postern.app.operation;

import java.util.List;

/**
 * What a running bridge says of itself. Texts only, since it travels as JSON.
 *
 * @param since when it was started, ISO 8601
 * @param sessions connections that are open now, those that have not logged in included
 */
public record Status(
        long pid,
        String version,
        String since,
        List<Listener> listeners,
        List<AccountLine> accounts,
        List<AppLine> apps,
        int sessions) {

    public Status {
        listeners = List.copyOf(listeners);
        accounts = List.copyOf(accounts);
        apps = List.copyOf(apps);
    }

    /** One address that the bridge listens on. */
    public record Listener(String protocol, String address, String security) {}

    /**
     * One mailbox.
     *
     * @param credential {@code stored}, {@code missing} or {@code command}
     */
    public record AccountLine(
            String name, String address, List<String> protocols, String credential) {
        public AccountLine {
            protocols = List.copyOf(protocols);
        }
    }
}
