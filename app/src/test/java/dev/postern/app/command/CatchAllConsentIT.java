package dev.postern.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.control.ControlClient;
import dev.postern.app.operation.Request;
import dev.postern.core.account.OauthClient.SecretPlace;
import dev.postern.core.secret.Secret;
import dev.postern.core.testing.log.SecretWatch;
import dev.postern.core.testing.oauth.Registration;
import dev.postern.core.testing.oauth.SigningIdentity;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Every address of a domain is another identity at the provider. */
class CatchAllConsentIT {
    private static final String ROBOT = "robot@project.example";
    private static final String OURS = SecretWatch.secret("s3cr3t-of-ours");
    private static final List<String> USERS = List.of("ann@example.org", "bob@example.org");

    @TempDir private Path home;
    private TokenProvider provider;
    private Installation postern;

    @BeforeEach
    void install() throws Exception {
        provider = new TokenProvider();
        postern = Installation.in(home);
        postern.succeed("init");
    }

    @AfterEach
    void stop() throws Exception {
        postern.stop();
        provider.close();
    }

    @Test
    void aServiceAccountGetsTokensForEachAddress() throws Exception {
        SigningIdentity identity = SigningIdentity.rsa(2048);
        provider.tokens().serviceAccount(ROBOT, identity.keys().getPublic());
        Path key = identity.writeServiceAccount(home.resolve("robot.json"), ROBOT);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        serve("oauth = \"service-account\", key_file = \"" + key + "\"");

        logInTwiceEach();

        assertThat(provider.shown())
                .allSatisfy(
                        it -> assertThat(provider.tokens().userOf(it.token())).contains(it.user()));
        assertThat(provider.shown().stream().map(TokenProvider.Shown::token).distinct()).hasSize(2);
        assertThat(provider.tokens().requests()).isEqualTo(2);
    }

    @Test
    void aRegistrationThatIsTrustedItselfGetsTokensToo() throws Exception {
        provider.tokens()
                .register(
                        Registration.with(
                                "our-id", new Registration.Proof.Secret(OURS, SecretPlace.BODY)));
        serve("oauth = \"client-credentials\", client_id = \"our-id\", client_secret = \"vault\"");
        ControlClient.find(postern.socket())
                .orElseThrow()
                .carryOut(new Request.PutClientSecret("our-id", Secret.of(OURS)));

        logInTwiceEach();
    }

    private void serve(String credential) throws Exception {
        postern.write(
                "accounts.d/all.toml",
                provider.account(
                        home, "name = \"all\"\naddress = \"@example.org\"", credential, ""));
        postern.serve();
    }

    private void logInTwiceEach() throws Exception {
        String password =
                Installation.password(
                        postern.succeed("app", "add", "tool", "--protocols", "imap", "--json"));
        for (int round = 0; round < 2; round++) {
            for (String user : USERS) {
                postern.loggedIn(user, password).close();
            }
        }
        assertThat(provider.shown().stream().map(TokenProvider.Shown::user))
                .filteredOn(USERS::contains)
                .containsExactly(USERS.get(0), USERS.get(1), USERS.get(0), USERS.get(1));
    }
}
