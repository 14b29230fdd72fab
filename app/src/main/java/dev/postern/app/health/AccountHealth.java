package dev.postern.app.health;

import dev.postern.app.check.Explanation;
import dev.postern.app.operation.Status;
import dev.postern.config.Configuration;
import dev.postern.config.OauthPreset;
import dev.postern.config.ProviderPreset;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.Protocol;
import dev.postern.core.state.Vault;
import dev.postern.core.token.TokenEngine;
import dev.postern.core.token.TokenHealth;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says how it stands with accounts. Thread-safe. */
public final class AccountHealth {
    private final Vault vault;
    private final TokenEngine tokens;
    private final UpstreamHealth servers;
    private final Clock clock;

    public AccountHealth(Vault vault, TokenEngine tokens, UpstreamHealth servers, Clock clock) {
        this.vault = vault;
        this.tokens = tokens;
        this.servers = servers;
        this.clock = clock;
    }

    /** One for each account. */
    public List<Status.AccountLine> lines(Configuration configuration) {
        return configuration.accounts().stream()
                .map(account -> line(account, configuration.presets()))
                .toList();
    }

    private Status.AccountLine line(Account account, ProviderPresets presets) {
        return new Status.AccountLine(
                account.name(),
                account.address(),
                account.upstreams().keySet().stream().sorted().map(Protocol::word).toList(),
                credential(account),
                consent(account, presets).orElse(null),
                servers.lines(account));
    }

    private String credential(Account account) {
        return switch (account.credential()) {
            case Credential.VaultPassword ignored -> isMissing(account) ? "missing" : "stored";
            case Credential.Command ignored -> "command";
            case Credential.Oauth ignored -> "oauth";
        };
    }

    private boolean isMissing(Account account) {
        return account.credential() instanceof Credential.VaultPassword
                && vault.password(account.name()).isEmpty();
    }

    private Optional<Status.Consent> consent(Account account, ProviderPresets presets) {
        return account.credential() instanceof Credential.Oauth oauth
                ? tokens.health(account).map(health -> consent(account, oauth, health, presets))
                : Optional.empty();
    }

    private Status.Consent consent(
            Account account, Credential.Oauth oauth, TokenHealth health, ProviderPresets presets) {
        String failure = health.failure().orElse("");
        Explanation explanation = Explanation.ofToken(account, oauth.server(), failure);
        return new Status.Consent(
                word(oauth.grant()),
                health.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                words(health.state(), oauth.grant()),
                health.signedInAs().orElse(""),
                shown(health.signedIn()),
                shown(health.accessExpires()),
                shown(health.refreshed()),
                health.granted(),
                failure,
                explanation.cause(),
                explanation.next(),
                shown(health.nextTry()),
                endings(account, health, presets).stream().map(Ending::shown).toList(),
                command(account, health.state()));
    }

    /** For each account of which something will end by itself, when the first of it does. */
    public Map<String, Instant> nextEndings(Configuration configuration) {
        Map<String, Instant> next = new TreeMap<>();
        configuration
                .accounts()
                .forEach(account ->
                        endings(account, configuration.presets()).stream()
                                .findFirst()
                                .ifPresent(ending -> next.put(account.name(), ending.at())));
        return next;
    }

    /** How many connections of the account wait for a program. */
    public int spares(Account account, Protocol protocol) {
        return servers.spares(account, protocol);
    }

    /**
     * What a person should see to, as sentences. Unlike {@link #lines} it looks at no server:
     * whoever asks, asks every few seconds.
     */
    public List<String> troubles(Configuration configuration) {
        List<String> troubles = new ArrayList<>();
        for (Account account : configuration.accounts()) {
            consent(account, configuration.presets())
                    .filter(consent -> !consent.command().isEmpty())
                    .map(consent -> sentence(account, consent))
                    .ifPresent(troubles::add);
            if (isMissing(account)) {
                troubles.add(
                        "The account %s has no password yet; run: postern account password %s"
                                .formatted(account.name(), account.name()));
            }
            servers.failures(account)
                    .forEach((server, failure) ->
                            troubles.add(
                                    "The account %s cannot use %s: %s"
                                            .formatted(account.name(), server, failure)));
        }
        return troubles;
    }

    private static String sentence(Account account, Status.Consent consent) {
        return consent.cause().isEmpty()
                ? "The account %s %s; run: %s"
                        .formatted(account.name(), consent.words(), consent.command())
                : "The account %s %s. %s %s"
                        .formatted(
                                account.name(), consent.words(), consent.cause(), consent.next());
    }

    /** Of each account, whether it does not work again before a person has done something. */
    public Map<String, Boolean> needPerson(Configuration configuration) {
        Map<String, Boolean> needed = new TreeMap<>();
        for (Account account : configuration.accounts()) {
            // Instead of a token that was refused, the bridge fetches another first.
            boolean unusable =
                    consent(account, configuration.presets())
                            .map(consent -> !consent.command().isEmpty())
                            .orElseGet(() -> servers.refused(account.name()));
            needed.put(account.name(), isMissing(account) || unusable);
        }
        return needed;
    }

    /** What is known to end by itself. */
    List<Ending> endings(Account account, ProviderPresets presets) {
        return tokens.health(account)
                .map(health -> endings(account, health, presets))
                .orElse(List.of());
    }

    private List<Ending> endings(Account account, TokenHealth health, ProviderPresets presets) {
        List<OauthPreset.Clock> clocks =
                account.provider()
                        .flatMap(presets::byName)
                        .flatMap(ProviderPreset::oauth)
                        .map(OauthPreset::clocks)
                        .orElse(List.of());
        return switch (health.state()) {
            case GOOD, REFRESHING, RETRYING, TOKENS_REJECTED, VAULT_UNWRITABLE ->
                    Ending.of(clocks, health, clock.instant());
            // It has ended, or not begun.
            case CONSENT_NEEDED,
                    REVOKED,
                    REGISTRATION_WRONG,
                    NEVER_SIGNED_IN,
                    NOT_ASKED_YET,
                    RECORD_UNREADABLE ->
                    List.of();
        };
    }

    private static String word(Grant grant) {
        return switch (grant) {
            case Grant.AuthorizationCode ignored -> "code";
            case Grant.DeviceCode ignored -> "device";
            case Grant.ClientCredentials ignored -> "client-credentials";
            case Grant.Password ignored -> "password";
            case Grant.ServiceAccount ignored -> "service-account";
        };
    }

    private static String words(TokenHealth.State state, Grant grant) {
        return switch (state) {
            case GOOD -> "works";
            case REFRESHING -> "is getting a token just now";
            case RETRYING -> "got no token; that may pass by itself";
            case TOKENS_REJECTED -> "the mail server refuses its tokens";
            case CONSENT_NEEDED ->
                    grant.needsPerson() ? "must be signed in to again" : "is refused";
            case REVOKED -> "the consent was revoked or has expired";
            case REGISTRATION_WRONG -> "the registration is not taken";
            case NEVER_SIGNED_IN -> "nobody has signed in yet";
            case NOT_ASKED_YET -> "has not needed a token yet";
            case VAULT_UNWRITABLE -> "the vault cannot be written";
            case RECORD_UNREADABLE -> "its entry in the vault cannot be read";
        };
    }

    private static String command(Account account, TokenHealth.State state) {
        return switch (state) {
            case GOOD, REFRESHING, RETRYING, NOT_ASKED_YET -> "";
            case CONSENT_NEEDED, REVOKED, REGISTRATION_WRONG, NEVER_SIGNED_IN, RECORD_UNREADABLE ->
                    "postern account login " + account.name();
            case TOKENS_REJECTED -> "postern account check " + account.name();
            case VAULT_UNWRITABLE -> "postern vault status";
        };
    }

    private static String shown(Optional<Instant> instant) {
        return instant.map(it -> it.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
    }
}
