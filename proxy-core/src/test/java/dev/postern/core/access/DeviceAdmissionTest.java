package dev.postern.core.access;

import static dev.postern.core.access.Cast.ALICE;
import static dev.postern.core.access.Cast.BOB;
import static dev.postern.core.access.Cast.NOON;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

class DeviceAdmissionTest {

    private static final SmtpPolicy TO_ALICE =
            smtp(List.of("printer@example.com"), List.of("alice@example.com"));

    private static final Verdict NO_DEVICE =
            new Verdict.Denied(Denial.NO_DEVICE, Optional.empty(), Duration.ZERO);

    private static final Set<String> DEVICES = Set.of("printer");

    private static final App PRINTER = app("alice", policy(TO_ALICE, "192.0.2.0/25", "fd00::7"));

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "192.0.2.127", "fd00::7"})
    void letsADeviceInFromItsSources(String address) {
        assertThat(from(address, PRINTER)).isEqualTo(new Verdict.Accepted(PRINTER, ALICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.128", "198.51.100.1", "fd00::8", "127.0.0.1", "::1"})
    void letsNobodyInFromElsewhereNotEvenFromThisMachine(String address) {
        assertThat(from(address, PRINTER)).isEqualTo(denied(Denial.SOURCE_NOT_ALLOWED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "127.0.0.1", "::1"})
    void withoutSourcesThereIsNoDevice(String address) {
        assertThat(from(address, app("alice", policy(TO_ALICE))))
                .isEqualTo(denied(Denial.SOURCE_NOT_ALLOWED));
    }

    @Test
    void loopbackIsASourceIfItIsNamed() {
        App local = app("alice", policy(TO_ALICE, "127.0.0.1"));

        assertThat(from("127.0.0.1", local)).isEqualTo(new Verdict.Accepted(local, ALICE));
        assertThat(from("127.0.0.2", local)).isEqualTo(denied(Denial.SOURCE_NOT_ALLOWED));
    }

    @Test
    void anAppThatIsGoneSendsNothing() {
        Directory directory = new Directory(List.of(ALICE), List.of(), DEVICES);

        assertThat(decide(directory, "192.0.2.1")).isEqualTo(NO_DEVICE);
    }

    @Test
    void aDeviceWhoseListenerIsGoneFromTheConfigurationSendsNothing() {
        Directory directory = new Directory(List.of(ALICE), List.of(PRINTER), Set.of("scanner"));

        assertThat(decide(directory, "192.0.2.1")).isEqualTo(NO_DEVICE);
    }

    @Test
    void anAppWithoutSendersOrRecipientsSendsNothing() {
        Stream.of(
                        SmtpPolicy.UNRESTRICTED,
                        smtp(List.of(), List.of("alice@example.com")),
                        smtp(List.of("printer@example.com"), List.of()))
                .forEach(smtp ->
                        assertThat(from("192.0.2.1", app("alice", policy(smtp, "192.0.2.1"))))
                                .isEqualTo(denied(Denial.DEVICE_WITHOUT_LIMITS)));
    }

    @Test
    void anAppThatMayNotSendSendsNothing() {
        AppPolicy reads =
                new AppPolicy(
                        Set.of(Protocol.IMAP),
                        ImapPolicy.UNRESTRICTED,
                        TO_ALICE,
                        networks("192.0.2.1"),
                        Optional.empty(),
                        Optional.empty(),
                        Rotation.USUAL);

        assertThat(from("192.0.2.1", app("alice", reads)))
                .isEqualTo(denied(Denial.PROTOCOL_NOT_ALLOWED));
    }

    @Test
    void anAppSendsUntilItExpires() {
        assertThat(from("192.0.2.1", expiring(1))).isInstanceOf(Verdict.Accepted.class);
        assertThat(from("192.0.2.1", expiring(0))).isEqualTo(denied(Denial.EXPIRED));
    }

    private static App expiring(int secondsAfterNoon) {
        return app(
                "alice",
                new AppPolicy(
                        Set.of(Protocol.SMTP),
                        ImapPolicy.UNRESTRICTED,
                        TO_ALICE,
                        networks("192.0.2.1"),
                        Optional.of(NOON.plusSeconds(secondsAfterNoon)),
                        Optional.empty(),
                        Rotation.USUAL));
    }

    @Test
    void anAccountWithoutASubmissionServerSendsNothing() {
        assertThat(from("192.0.2.1", app("bob", policy(TO_ALICE, "192.0.2.1"))))
                .isEqualTo(denied("bob", Denial.NO_UPSTREAM));
    }

    @Test
    void aWholeDomainIsNoMailbox() {
        Account domain = Cast.account("all", "@example.net", Set.of(), Cast.BOTH);
        App printer = app("all", policy(TO_ALICE, "192.0.2.1"));

        assertThat(decide(new Directory(List.of(domain), List.of(printer), DEVICES), "192.0.2.1"))
                .isEqualTo(denied("all", Denial.NO_UPSTREAM));
    }

    @Test
    void aDeviceIsTheAppOfItsListenerWhateverItSays() throws Exception {
        Directory directory =
                new Directory(List.of(ALICE), List.of(PRINTER, Cast.LAPTOP, Cast.SCANNER), DEVICES);
        try (AppAuthenticator whole = new AppAuthenticator(directory, Verifiers.none(), Cast.KEY)) {
            Verdict verdict =
                    new DeviceAuthenticator(whole, "printer")
                            .verify(
                                    LoginAttempt.ofDevice("laptop"),
                                    Protocol.SMTP,
                                    Cast.source("192.0.2.1"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);

            assertThat(verdict).isEqualTo(new Verdict.Accepted(PRINTER, ALICE));
        }
    }

    @Test
    void whatADeviceSaysIsNoLoginElsewhere() throws Exception {
        Directory directory = new Directory(List.of(ALICE), List.of(PRINTER), DEVICES);
        try (AppAuthenticator whole = new AppAuthenticator(directory, Verifiers.none(), Cast.KEY)) {
            Verdict verdict =
                    whole.verify(
                                    LoginAttempt.ofDevice("alice"),
                                    Protocol.SMTP,
                                    Cast.source("127.0.0.1"))
                            .toCompletableFuture()
                            .get(10, TimeUnit.SECONDS);

            assertThat(verdict).isInstanceOf(Verdict.Denied.class);
        }
    }

    private static Verdict from(String address, App app) {
        return decide(new Directory(List.of(ALICE, BOB), List.of(app), DEVICES), address);
    }

    private static Verdict decide(Directory directory, String address) {
        return DeviceAdmission.decide(
                directory, "Printer", Protocol.SMTP, Cast.source(address), NOON);
    }

    private static Verdict denied(Denial why) {
        return denied("alice", why);
    }

    /** The log is told whose account it would have been. */
    private static Verdict denied(String account, Denial why) {
        return new Verdict.Denied(why, Optional.of(account), Duration.ZERO);
    }

    private static App app(String account, AppPolicy policy) {
        return new App("printer", account, policy);
    }

    private static AppPolicy policy(SmtpPolicy smtp, String... sources) {
        return new AppPolicy(
                Set.of(Protocol.SMTP),
                ImapPolicy.UNRESTRICTED,
                smtp,
                networks(sources),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    private static List<Network> networks(String... written) {
        return Stream.of(written).map(it -> Network.parse(it).orElseThrow()).toList();
    }

    private static SmtpPolicy smtp(List<String> senders, List<String> recipients) {
        return new SmtpPolicy(
                patterns(senders), patterns(recipients), OptionalInt.empty(), OptionalLong.empty());
    }

    private static List<AddressPattern> patterns(List<String> written) {
        return written.stream().map(it -> AddressPattern.parse(it).orElseThrow()).toList();
    }
}
