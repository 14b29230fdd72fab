package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPatternTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "ann@example.org, ann@example.org, true",
        "Ann@Example.org, aNN@eXAMPLE.ORG, true",
        "ann@example.org, bann@example.org, false",
        "ann@example.org, ann@example.org.evil.test, false",
        "example.org, ann@example.org, true",
        "@example.org, ann@example.org, true",
        "example.org, ann@sub.example.org, false",
        "example.org, ann@notexample.org, false",
        "example.org, @example.org, false",
        "example.org, example.org, false",
        "example.org, ann@example.org@evil.test, false",
        "example.org, '', false",
        "[192.0.2.1], ann@[192.0.2.1], true",
        "[ipv6:2001:db8::1], ann@[IPv6:2001:db8::1], true",
        "@localhost, ann@localhost, true",
        "ann@localhost, ann@localhost, true",
    })
    void isOneAddressOrADomainWithoutThoseBelowIt(String written, String address, boolean matches) {
        assertThat(AddressPattern.parse(written).orElseThrow().matches(address)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "ann@",
                "a b@example.org",
                "ann@exa mple.org",
                "*",
                "ann",
                "localhost",
                ".org",
                "*@example.org,b",
                "<ann@example.org>",
                "a\nb@example.org"
            })
    void whatIsNeitherIsRefused(String written) {
        assertThat(AddressPattern.parse(written)).isEmpty();
    }
}
