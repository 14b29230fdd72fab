package dev.postern.core.testing.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The parts of the server that a browser or a mail server asks, with the JDK's own client. */
class TokenServerTest {

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String GOOD =
            "?response_type=code&client_id=c&redirect_uri=http://127.0.0.1:4711/&state=a%26b"
                    + "&code_challenge_method=S256&code_challenge="
                    + CHALLENGE;

    private final HttpClient client = HttpClient.newHttpClient();
    private final TokenServer server =
            TokenServer.plain()
                    .register(Registration.open("c", "http://127.0.0.1/"))
                    .password("ann", "secret");

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aPersonWhoConsentsIsSentBackWithACodeAndTheState() throws Exception {
        HttpResponse<String> response = get(GOOD);
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location"))
                .hasValueSatisfying(location ->
                        assertThat(location)
                                .matches("http://127\\.0\\.0\\.1:4711/\\?code=[^&]+&state=a%26b"));
    }

    @Test
    void aPersonWhoSaysNoIsSentBackWithThat() throws Exception {
        server.person(TokenServer.Person.DENIES);
        assertThat(get(GOOD).headers().firstValue("Location"))
                .contains("http://127.0.0.1:4711/?error=access_denied&state=a%26b");
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=code, response_type=token, unsupported_response_type",
        "S256, plain, invalid_request",
        "state=a%26b, state=, invalid_request",
    })
    void aRequestThatIsNotByTheBookIsRefused(String right, String wrong, String error)
            throws Exception {
        assertThat(get(GOOD.replace(right, wrong)).headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).contains("error=" + error));
    }

    @ParameterizedTest
    @CsvSource({
        "client_id=c, client_id=d",
        "http://127.0.0.1:4711/, http://127.0.0.1:4711/x",
        "http://127.0.0.1:4711/, https://evil.example/",
    })
    void nobodyIsSentToWhereNobodyRegistered(String right, String wrong) throws Exception {
        HttpResponse<String> response = get(GOOD.replace(right, wrong));
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    @Test
    void introspectionTellsWhoseATokenIsAndWhetherItIsGood() throws Exception {
        String token =
                post(server.token(), "grant_type=password&username=ann&password=secret&client_id=c")
                        .get("access_token")
                        .getAsString();
        JsonObject active = post(server.introspection(), "token=" + token);
        assertThat(active.get("active").getAsBoolean()).isTrue();
        assertThat(active.get("username").getAsString()).isEqualTo("ann");

        server.expireAccessTokens();
        assertThat(post(server.introspection(), "token=" + token).get("active").getAsBoolean())
                .isFalse();
    }

    @Test
    void consentThatIsWithdrawnTakesAllTokensWithIt() throws Exception {
        JsonObject granted =
                post(
                        server.token(),
                        "grant_type=password&username=ann&password=secret&client_id=c");
        server.revokeAll();

        assertThat(server.userOf(granted.get("access_token").getAsString())).isEmpty();
        assertThat(
                        post(
                                        server.token(),
                                        "grant_type=refresh_token&client_id=c&refresh_token="
                                                + granted.get("refresh_token").getAsString())
                                .get("error")
                                .getAsString())
                .isEqualTo("invalid_grant");
    }

    private HttpResponse<String> get(String query) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.authorization() + query)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private JsonObject post(URI target, String form) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(target)
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return JsonParser.parseString(
                        client.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }
}
