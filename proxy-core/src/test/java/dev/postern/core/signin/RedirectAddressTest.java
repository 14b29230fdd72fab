package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;

class RedirectAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:0/, http://127.0.0.1:5000/",
        "http://127.0.0.1:0, http://127.0.0.1:5000",
        "http://localhost:0/back?a=b, http://localhost:5000/back?a=b",
        "http://[::1]:0/, http://[::1]:5000/",
        "http://localhost:8080/, http://localhost:8080/",
        "http://localhost/, http://localhost/",
    })
    void onlyThePortOfAnyIsFilledIn(URI registered, URI real) throws Exception {
        assertThat(RedirectAddress.of(registered).with(5000)).isEqualTo(real);
    }

    @Test
    void withoutAPortItIsThatOfHttp() throws Exception {
        RedirectAddress address = RedirectAddress.of(URI.create("http://localhost"));
        assertThat(address.port()).isEqualTo(80);
        assertThat(address.path()).isEqualTo("/");
        assertThat(address.hosts(80)).containsExactlyInAnyOrder("localhost", "localhost:80");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://localhost:0/",
                "http://192.0.2.1:0/",
                "http://localhost.example.org/",
                "urn:ietf:wg:oauth:2.0:oob",
                "http://0.0.0.0:0/",
            })
    void anAddressElsewhereIsForPasting(URI elsewhere) {
        assertThatThrownBy(() -> RedirectAddress.of(elsewhere))
                .isInstanceOf(RedirectListenerException.class)
                .hasMessageContainingAll(elsewhere.toString(), "--paste");
    }
}
