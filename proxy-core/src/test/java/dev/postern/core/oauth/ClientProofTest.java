package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.core.account.Credential;
import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.account.OauthClient.SecretPlace;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.oauth.Registration;
import dev.postern.core.testing.oauth.Registration.Proof;
import dev.postern.core.testing.oauth.SigningIdentity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** How a request proves as which client it comes, on the wire and to a server that verifies it. */
class ClientProofTest {

    private static final SigningIdentity SIGNER = SigningIdentity.rsa(2048);

    @TempDir private Path directory;
    private Household house;

    @BeforeEach
    void open() {
        house = new Household(directory);
    }

    @AfterEach
    void close() {
        assertThat(house.server().broken()).isEmpty();
        house.close();
    }

    @Test
    void aSecretStandsInTheForm() {
        register(new Proof.Secret("s3 &cret", SecretPlace.BODY));
        house.vault().putClientSecret(Household.CLIENT, Secret.of("s3 &cret"));
        granted(
                house.ask(
                        house.oauth(new Authentication.VaultSecret(SecretPlace.BODY)),
                        new TokenRequest.ClientCredentials()));

        assertThat(house.seen().headers()).doesNotContainKey("authorization");
        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=client_credentials&scope=https%3A%2F%2Fmail.example%2F+offline+access&client_id=postern&client_secret=s3+%26cret");
    }

    @Test
    void orItStandsInTheHeaderEncodedAsAFormFirst() {
        register(new Proof.Secret("s3 &cret:ü", SecretPlace.HEADER));
        house.vault().putClientSecret(Household.CLIENT, Secret.of("s3 &cret:ü"));
        granted(
                house.ask(
                        house.oauth(new Authentication.VaultSecret(SecretPlace.HEADER)),
                        new TokenRequest.ClientCredentials()));

        assertThat(house.seen().headers())
                .containsEntry(
                        "authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                "postern:s3+%26cret%3A%C3%BC"
                                                        .getBytes(StandardCharsets.US_ASCII)));
        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=client_credentials&scope=https%3A%2F%2Fmail.example%2F+offline+access");
    }

    @Test
    void aSecretThatNobodyStoredIsAskedForAndNothingIsSent() {
        assertThat(
                        house.ask(
                                house.oauth(new Authentication.VaultSecret(SecretPlace.BODY)),
                                new TokenRequest.ClientCredentials()))
                .isEqualTo(
                        new TokenReply.Unaskable(
                                "The vault has no client secret for the registration postern, as"
                                        + " which the account work asks. Run `postern account login"
                                        + " work`, which asks for it."));
        assertThat(house.server().requests()).isZero();
    }

    @Test
    void aCertificateSignsAnAssertion() {
        register(new Proof.Key(SIGNER.certificate()));
        Path certificate = SIGNER.writeCertificate(directory.resolve("client.pem"));
        Path key = SIGNER.writeKey(directory.resolve("client.key"));
        granted(
                house.ask(
                        house.oauth(new Authentication.Certificate(certificate, key)),
                        new TokenRequest.ClientCredentials()));

        Map<String, String> form = house.seen().form();
        String assertion = String.valueOf(form.get("client_assertion"));
        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=client_credentials&scope=https%3A%2F%2Fmail.example%2F+offline+access&client_id=postern"
                            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                                + assertion);
        assertThat(part(assertion, 0).keySet()).containsExactly("alg", "typ", "x5t", "x5t#S256");
        JsonObject claims = part(assertion, 1);
        assertThat(claims.keySet()).containsExactly("aud", "iss", "sub", "jti", "nbf", "exp");
        assertThat(claims.get("aud").getAsString()).isEqualTo(house.server().token().toString());
        assertThat(claims.get("exp").getAsLong() - claims.get("nbf").getAsLong())
                .isEqualTo(Duration.ofMinutes(6).toSeconds());
    }

    @Test
    void noTwoAssertionsAreAlike() {
        register(new Proof.Key(SIGNER.certificate()));
        Credential.Oauth oauth =
                house.oauth(
                        new Authentication.Certificate(
                                SIGNER.writeCertificate(directory.resolve("client.pem")),
                                SIGNER.writeKey(directory.resolve("client.key"))));

        // The server takes each of them once.
        granted(house.ask(oauth, new TokenRequest.ClientCredentials()));
        granted(house.ask(oauth, new TokenRequest.ClientCredentials()));
    }

    @Test
    void aServiceAccountSpeaksForTheMailboxAndListensToNoFileWhereToSend() {
        house.server().serviceAccount("robot@project.example", SIGNER.keys().getPublic());
        Path file =
                SIGNER.writeServiceAccount(
                        directory.resolve("robot.json"), "robot@project.example");
        TokenReply.Granted granted =
                granted(
                        house.ask(
                                house.oauth(
                                        new Authentication.None(), new Grant.ServiceAccount(file)),
                                new TokenRequest.ServiceAccount()));

        String assertion = String.valueOf(house.seen().form().get("assertion"));
        assertThat(house.seen().body())
                .isEqualTo(
                        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion="
                                + assertion);
        assertThat(part(assertion, 0).get("kid").getAsString()).isEqualTo("key-1");
        JsonObject claims = part(assertion, 1);
        assertThat(claims.keySet()).containsExactly("iss", "sub", "scope", "aud", "iat", "exp");
        assertThat(claims.get("scope").getAsString())
                .isEqualTo("https://mail.example/ offline access");
        assertThat(claims.get("aud").getAsString()).isEqualTo(house.server().token().toString());
        assertThat(house.server().userOf(granted.accessToken().revealText()))
                .contains("ann@example.org");
    }

    @Test
    void anAccountWithoutKeyFileCannotAskAsAServiceAccount() {
        assertThat(house.ask(house.oauth(), new TokenRequest.ServiceAccount()))
                .isInstanceOfSatisfying(
                        TokenReply.Unaskable.class,
                        unaskable -> assertThat(unaskable.sentence()).contains("`key_file`"));
    }

    private void register(Proof proof) {
        house.server().register(Registration.with(Household.CLIENT, proof));
    }

    private static TokenReply.Granted granted(TokenReply reply) {
        assertThat(reply).isInstanceOf(TokenReply.Granted.class);
        return (TokenReply.Granted) reply;
    }

    private static JsonObject part(String assertion, int index) {
        return JsonParser.parseString(
                        new String(
                                Base64.getUrlDecoder().decode(assertion.split("\\.", -1)[index]),
                                StandardCharsets.UTF_8))
                .getAsJsonObject();
    }
}
