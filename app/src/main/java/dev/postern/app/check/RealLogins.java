package dev.postern.app.check;

import dev.postern.app.operation.AccountChecker;
import dev.postern.app.operation.AccountCheckup;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.state.OfferMemory;
import dev.postern.core.upstream.ProxyPasswords;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Logs in with both clients, one server after the other, since providers count logins. Thread-safe:
 * each check has connections and threads of its own.
 */
public final class RealLogins implements AccountChecker {

    /** RFC 5321 4.1.4, as the SMTP frontend has it. */
    private static final String ADDRESS_LITERAL = "[127.0.0.1]";

    private final CredentialSource credentials;
    private final ProxyPasswords passwords;
    private final Supplier<OfferMemory> offers;

    /**
     * @param credentials those of the running bridge, if one runs: two that refresh with one
     *     refresh token make the provider revoke it
     * @param passwords of proxies
     * @param offers asked at each check that got to see what a server offers
     */
    public RealLogins(
            CredentialSource credentials, ProxyPasswords passwords, Supplier<OfferMemory> offers) {
        this.credentials = credentials;
        this.passwords = passwords;
        this.offers = offers;
    }

    @Override
    public AccountCheckup check(Account account, Configuration configuration) {
        Optional<String> ehloName = configuration.bridge().ehloName();
        List<AccountCheckup.Server> servers = new ArrayList<>();
        try (PosternLogin postern = new PosternLogin(credentials, passwords, ehloName)) {
            JakartaMailLogin jakartaMail = new JakartaMailLogin(ehloName.orElse(ADDRESS_LITERAL));
            for (Protocol protocol : Protocol.values()) {
                account.upstream(protocol)
                        .map(server -> new Comparison(account, protocol, server))
                        .map(server ->
                                switch (credentials.fetch(account).toCompletableFuture().join()) {
                                    case CredentialOutcome.Missing missing ->
                                            server.withoutCredential(missing.failure());
                                    case CredentialOutcome.Available credential ->
                                            server.of(
                                                    credential,
                                                    postern,
                                                    jakartaMail,
                                                    this::remember);
                                })
                        .ifPresent(servers::add);
            }
        }
        return new AccountCheckup(account.name(), account.address(), servers);
    }

    private void remember(Account account, Protocol protocol, List<String> offered) {
        offers.get().remember(account.name(), protocol, offered);
    }
}
