package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.BOTH;
import static dev.postern.core.access.Cast.LAPTOP;
import static dev.postern.core.access.Cast.NOON;
import static dev.postern.core.access.Cast.network;
import static dev.postern.core.access.Cast.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.UserBinding.Strictness;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where from, until when and whose: what a right secret alone doesn't give. */
final class PolicyAtLoginTest {

    private static final int ANN = 1000;

    private final Verifiers.Issue laptop = Cast.issue(Verifiers.none(), LAPTOP);
    private final Household house = new Household(laptop.verifiers());

    @AfterEach
    void close() {
        house.close();
    }

    private void policy(AppPolicy policy) {
        policy(policy, laptop.verifiers());
    }

    private void policy(AppPolicy policy, Verifiers verifiers) {
        house.authenticator.update(
                new Directory(List.of(ALICE, BOB), List.of(new App("laptop", "alice", policy))),
                verifiers);
    }

    private static AppPolicy from(String... networks) {
        return new AppPolicy(
                BOTH,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                Stream.of(networks).map(Cast::network).toList(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    private static AppPolicy until(java.time.Instant end) {
        return new AppPolicy(
                BOTH,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                List.of(network("0.0.0.0/0")),
                Optional.of(end),
                Optional.empty(),
                Rotation.USUAL);
    }

    private static AppPolicy boundTo(String user, Strictness strictness) {
        return new AppPolicy(
                BOTH,
                ImapPolicy.UNRESTRICTED,
                SmtpPolicy.UNRESTRICTED,
                List.of(),
                Optional.empty(),
                Optional.of(new UserBinding(user, strictness)),
                Rotation.USUAL);
    }

    private Verdict from(Source source) {
        return house.login("alice", laptop.text(), Protocol.IMAP, source);
    }

    private static void assertDenied(Denial why, Verdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Denied.class, it -> assertThat(it.why()).isEqualTo(why));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 127.0.0.1, true",
        "'', 127.8.9.10, true",
        "'', ::1, true",
        "'', 192.0.2.1, false",
        "'', fe80::1, false",
        "192.0.2.0/24, 192.0.2.1, true",
        "192.0.2.0/24, 192.0.3.1, false",
        "192.0.2.0/24, 127.0.0.1, false",
        "2001:db8::/32, 2001:db8:1::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "::/0, 192.0.2.1, false",
        "::ffff:192.0.2.0/120, 192.0.2.1, true",
    })
    void anAppIsUsedFromItsNetworksOnly(String network, String client, boolean admitted) {
        policy(network.isEmpty() ? from(new String[0]) : from(network));

        Verdict verdict = from(source(client));

        if (admitted) {
            assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        } else {
            assertDenied(Denial.SOURCE_NOT_ALLOWED, verdict);
        }
    }

    /** As a socket for both families says it, which Java's own classes hide. */
    @Test
    void anIpv4ClientOfAnIpv6ListenerIsAnIpv4Client() throws Exception {
        Source mapped = new Source(mapped(192, 0, 2, 1), mapped(127, 0, 0, 1));
        policy(from("192.0.2.0/24"));
        assertThat(from(mapped)).isInstanceOf(Verdict.Accepted.class);

        policy(from(new String[0]));
        assertThat(from(new Source(mapped(127, 0, 0, 1), mapped(127, 0, 0, 1))))
                .isInstanceOf(Verdict.Accepted.class);
        assertDenied(Denial.SOURCE_NOT_ALLOWED, from(mapped));
    }

    private static InetSocketAddress mapped(int... ipv4) throws Exception {
        byte[] octets = new byte[16];
        octets[10] = -1;
        octets[11] = -1;
        for (int i = 0; i < 4; i++) {
            octets[12 + i] = (byte) ipv4[i];
        }
        // With a scope it stays an IPv6 address, as those do that Netty reads from the system.
        return new InetSocketAddress(Inet6Address.getByAddress(null, octets, 0), 50_000);
    }

    @Test
    void anAppIsUsedUntilItsTimeIsOverByTheWallClock() {
        policy(until(NOON.plusSeconds(60)));
        house.itIs(NOON.plusSeconds(60).minusNanos(1));
        assertThat(from(Cast.DESK)).isInstanceOf(Verdict.Accepted.class);

        house.itIs(NOON.plusSeconds(60));
        assertDenied(Denial.EXPIRED, from(Cast.DESK));
    }

    @Test
    void aBoundAppIsUsedByProgramsOfItsUser() {
        policy(boundTo("1000", Strictness.ENFORCE));
        house.localUser.set(ANN);

        Verdict verdict = from(source("127.0.0.1"));
        assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict.localUser()).contains("1000");
    }

    @Test
    void aBoundAppIsUsedByTheUserOfThisName() {
        policy(boundTo("root", Strictness.ENFORCE));
        house.localUser.set(0);
        assertThat(from(source("127.0.0.1"))).isInstanceOf(Verdict.Accepted.class);

        house.localUser.set(ANN);
        assertDenied(Denial.OTHER_LOCAL_USER, from(source("127.0.0.1")));
    }

    @ParameterizedTest
    @CsvSource({"1001", "-1"})
    void aBoundAppIsRefusedToOthersAndToWhomNobodyKnows(int uid) {
        policy(boundTo("1000", Strictness.ENFORCE));
        house.localUser.set(uid);

        assertDenied(Denial.OTHER_LOCAL_USER, from(source("127.0.0.1")));
    }

    @Test
    void aUserWhoDoesNotExistIsNobody() {
        policy(boundTo("no such user here", Strictness.ENFORCE));
        house.localUser.set(ANN);

        assertDenied(Denial.OTHER_LOCAL_USER, from(source("127.0.0.1")));
    }

    @Test
    void aBindingThatOnlyWarnsLetsOthersIn() {
        policy(boundTo("1000", Strictness.WARN));
        house.localUser.set(1001);

        assertThat(from(source("127.0.0.1"))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void nobodyAsksWhoseProgramItIsWhereNothingDependsOnIt() {
        policy(from(new String[0]));

        Verdict verdict = from(source("127.0.0.1"));

        assertThat(house.lookUps).hasValue(0);
        assertThat(verdict.localUser()).isEmpty();
    }

    @Test
    void whoWasRefusedIsToldByTheOneLookUpThatCountingTakes() {
        house.localUser.set(ANN);

        Secret guess = Secret.of("a guess");
        assertThat(house.login("alice", guess, Protocol.IMAP, source("127.0.0.1")).localUser())
                .contains("1000");
        assertThat(house.lookUps).hasValue(1);
        assertThat(house.login("alice", guess, Protocol.IMAP, source("192.0.2.1")))
                .satisfies(verdict -> assertThat(verdict.localUser()).isEmpty());
    }
}
