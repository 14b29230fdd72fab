package dev.postern.core.oauth;

import dev.postern.core.account.Account;
import dev.postern.core.account.Credential;
import dev.postern.core.account.OauthClient;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.OauthClient.SecretPlace;
import dev.postern.core.secret.Secret;
import dev.postern.core.state.Vault;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Adds to a form as which client we ask, and what proves it (RFC 6749 2.3, 3.2.1). */
final class ClientProof {

    private static final String JWT_BEARER =
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    /** Used once and at once; servers take no longer ones than some ten minutes. */
    private static final Duration ASSERTION_LIFETIME = Duration.ofMinutes(5);

    /** By how much this machine's clock may be ahead of the server's. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final Vault vault;
    private final Clock clock;

    ClientProof(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    void add(Form form, Account account, Credential.Oauth oauth) throws UnaskableException {
        OauthClient client = oauth.client();
        switch (client.authentication()) {
            case Authentication.None ignored -> form.add("client_id", client.id());
            case Authentication.VaultSecret(SecretPlace place) -> {
                Secret secret = secret(account, client);
                switch (place) {
                    case BODY -> form.add("client_id", client.id()).add("client_secret", secret);
                    case HEADER -> form.authorize(client.id(), secret);
                }
                secret.wipe();
            }
            case Authentication.Certificate(Path certificate, Path key) -> {
                Secret assertion = assertion(oauth, certificate, key);
                form.add("client_id", client.id()) // Microsoft wants it, RFC 7521 4.2 allows it
                        .add("client_assertion_type", JWT_BEARER)
                        .add("client_assertion", assertion);
                assertion.wipe();
            }
        }
    }

    private Secret secret(Account account, OauthClient client) throws UnaskableException {
        return vault.clientSecret(client.id())
                .orElseThrow(() ->
                        new UnaskableException(
                                "The vault has no client secret for the registration %s, as which the account %s asks. Run `postern account login %s`, which asks for it."
                                        .formatted(client.id(), account.name(), account.name())));
    }

    private Secret assertion(Credential.Oauth oauth, Path certificateFile, Path keyFile)
            throws UnaskableException {
        X509Certificate certificate = KeyFiles.certificate(certificateFile);
        RSAPrivateKey key = KeyFiles.rsaKey(keyFile);
        if (!(certificate.getPublicKey() instanceof RSAPublicKey open)
                || !open.getModulus().equals(key.getModulus())) {
            throw new UnaskableException(
                    "The certificate %s is not for the private key %s. Name the two files that were made together."
                            .formatted(certificateFile, keyFile));
        }
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("x5t", Assertion.thumbprint("SHA-1", certificate)); // older servers of Microsoft
        header.put("x5t#S256", Assertion.thumbprint("SHA-256", certificate));
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("aud", oauth.server().token().toString());
        claims.put("iss", oauth.client().id());
        claims.put("sub", oauth.client().id());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("nbf", now.minus(CLOCK_SKEW).getEpochSecond());
        claims.put("exp", now.plus(ASSERTION_LIFETIME).getEpochSecond());
        return new Assertion(header, claims).signed(key);
    }
}
