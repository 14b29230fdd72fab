package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.UnknownHostException;

class NetworkTest {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "192.168.1.0/24, 192.168.1.255, true",
        "192.168.1.0/24, 192.168.2.0, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.128, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "::/0, 192.0.2.1, false",
        "0.0.0.0/0, 2001:db8::1, false",
        // The JDK makes an IPv4 address of a mapped one.
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
    })
    void containsWhatSharesItsPrefix(String network, String address, boolean contained)
            throws UnknownHostException {
        assertThat(Network.parse(network).orElseThrow().contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "fd00::/129",
                "10.0.0.0/8/8",
                "10.0.0.1/8",
                "fd00::1/8",
                "example.org",
                "10.0.0",
                "10.0.0.0/ 8",
                "256.0.0.0/8",
                "10.0.0.0/99999999999",
            })
    void whatIsNoNetworkOrHasBitsBehindItsPrefixIsRefused(String written) {
        assertThat(Network.parse(written)).isEmpty();
    }

    @Test
    void isWrittenAsItWasRead() {
        assertThat(Network.parse("fd00::/8").orElseThrow()).hasToString("fd00::/8");
        assertThat(Network.parse("10.0.0.1").orElseThrow())
                .isEqualTo(Network.parse("10.0.0.1/32").orElseThrow())
                .hasToString("10.0.0.1");
    }
}
