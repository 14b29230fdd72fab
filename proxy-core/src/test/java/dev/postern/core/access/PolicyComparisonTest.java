package dev.postern.core.access;

import static dev.postern.core.access.Cast.BOTH;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.access.UserBinding.Strictness;
import dev.postern.core.account.Protocol;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Whether a session may go on under another policy. */
final class PolicyComparisonTest {

    private static AppPolicy with(ImapPolicy imap) {
        return policy(BOTH, imap, SmtpPolicy.UNRESTRICTED, Optional.empty());
    }

    private static AppPolicy with(SmtpPolicy smtp) {
        return policy(BOTH, ImapPolicy.UNRESTRICTED, smtp, Optional.empty());
    }

    private static AppPolicy policy(
            Set<Protocol> protocols, ImapPolicy imap, SmtpPolicy smtp, Optional<UserBinding> user) {
        return new AppPolicy(
                protocols, imap, smtp, List.of(), Optional.empty(), user, Rotation.USUAL);
    }

    @ParameterizedTest
    @CsvSource({
        "FULL, NO_DELETE, true",
        "NO_DELETE, FULL, false",
        "NO_DELETE, READ_AND_FLAG, true",
        "NO_DELETE, APPEND_ONLY, true",
        "READ_AND_FLAG, READ_ONLY, true",
        "READ_ONLY, READ_AND_FLAG, false",
        "READ_ONLY, APPEND_ONLY, false",
        "APPEND_ONLY, READ_ONLY, false",
        "READ_AND_FLAG, APPEND_ONLY, false",
        "APPEND_ONLY, APPEND_ONLY, true",
    })
    void aProfileCoversThoseThatAllowNoMore(ImapProfile now, ImapProfile before, boolean covers) {
        assertThat(
                        with(new ImapPolicy(now, List.of()))
                                .covers(with(new ImapPolicy(before, List.of())), Protocol.IMAP))
                .isEqualTo(covers);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'INBOX', true",
        "'INBOX', '', false",
        "'INBOX Lists', 'Lists/a', true",
        "'Lists/a', 'Lists', false",
        "'List', 'Lists', false",
    })
    void foldersCoverThoseBelowThem(String now, String before, boolean covers) {
        assertThat(with(folders(now)).covers(with(folders(before)), Protocol.IMAP))
                .isEqualTo(covers);
    }

    private static ImapPolicy folders(String names) {
        return new ImapPolicy(
                ImapProfile.FULL, names.isEmpty() ? List.of() : List.of(names.split(" ")));
    }

    static Stream<Arguments> sending() {
        SmtpPolicy free = SmtpPolicy.UNRESTRICTED;
        return Stream.of(
                Arguments.of(free, smtp("ann@example.org", 10, 1000), true),
                Arguments.of(smtp("ann@example.org", 10, 1000), free, false),
                Arguments.of(
                        smtp("example.org", 10, 1000), smtp("ann@example.org", 10, 1000), true),
                Arguments.of(
                        smtp("ann@example.org", 10, 1000), smtp("example.org", 10, 1000), false),
                Arguments.of(
                        smtp("bob@example.org", 10, 1000),
                        smtp("ann@example.org", 10, 1000),
                        false),
                Arguments.of(smtp("example.org", 11, 1001), smtp("example.org", 10, 1000), true),
                Arguments.of(smtp("example.org", 9, 1000), smtp("example.org", 10, 1000), false),
                Arguments.of(smtp("example.org", 10, 999), smtp("example.org", 10, 1000), false));
    }

    private static SmtpPolicy smtp(String sender, int perHour, long largest) {
        return new SmtpPolicy(
                List.of(AddressPattern.parse(sender).orElseThrow()),
                List.of(),
                OptionalInt.of(perHour),
                OptionalLong.of(largest));
    }

    @ParameterizedTest
    @MethodSource("sending")
    void sendingCoversWhatAllowsNoMore(SmtpPolicy now, SmtpPolicy before, boolean covers) {
        assertThat(with(now).covers(with(before), Protocol.SMTP)).isEqualTo(covers);
        assertThat(with(now).covers(with(before), Protocol.IMAP)).isTrue();
    }

    static Stream<Arguments> bindings() {
        Optional<UserBinding> none = Optional.empty();
        Optional<UserBinding> ann = Optional.of(new UserBinding("ann", Strictness.ENFORCE));
        Optional<UserBinding> bob = Optional.of(new UserBinding("bob", Strictness.ENFORCE));
        Optional<UserBinding> warned = Optional.of(new UserBinding("ann", Strictness.WARN));
        return Stream.of(
                Arguments.of(none, ann, true),
                Arguments.of(ann, ann, true),
                Arguments.of(warned, none, true),
                Arguments.of(ann, none, false),
                Arguments.of(ann, warned, false),
                Arguments.of(ann, bob, false));
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void aBindingCoversWhatLetNobodyElseIn(
            Optional<UserBinding> now, Optional<UserBinding> before, boolean covers) {
        assertThat(bound(now).covers(bound(before), Protocol.IMAP)).isEqualTo(covers);
    }

    private static AppPolicy bound(Optional<UserBinding> user) {
        return policy(BOTH, ImapPolicy.UNRESTRICTED, SmtpPolicy.UNRESTRICTED, user);
    }

    @ParameterizedTest
    @CsvSource({"IMAP, true", "SMTP, false"})
    void aProtocolThatIsNotAllowedAnyMoreIsNotCovered(Protocol protocol, boolean covers) {
        assertThat(new AppPolicy(Set.of(Protocol.IMAP)).covers(new AppPolicy(BOTH), protocol))
                .isEqualTo(covers);
    }
}
