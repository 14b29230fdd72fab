package dev.postern.config;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Network;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.access.UserBinding;
import dev.postern.core.account.Protocol;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the keys of an {@code [[app]]} that limit it. A key that would have no effect is refused:
 * whoever wrote it believes in a limit that is not there.
 */
final class PolicyReader {

    private static final Map<String, ImapProfile> PROFILES = profiles();

    private static final Map<String, UserBinding.Strictness> UID_CHECKS = uidChecks();

    /** A million an hour is more than any provider takes. */
    private static final int MOST_MESSAGES = 1_000_000;

    /** With less, not even the header fits. */
    private static final long SMALLEST_MESSAGE = 1024;

    /** More than any provider takes. */
    private static final long LARGEST_MESSAGE = 4L << 30;

    private static final Duration SHORTEST_ROTATION = Duration.ofDays(1);
    private static final Duration LONGEST_ROTATION = Duration.ofDays(3650);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(365);

    /** What {@code useradd} takes, and the names with a domain of directory services. */
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.@\\\\-]*\\$?");

    private final Table table;
    private final Set<Protocol> protocols;

    private PolicyReader(Table table, Set<Protocol> protocols) {
        this.table = table;
        this.protocols = protocols;
    }

    /**
     * @param protocols what the table says of them; none if that is wrong
     */
    static AppPolicy read(Table table, Set<Protocol> protocols) {
        PolicyReader reader = new PolicyReader(table, protocols);
        return new AppPolicy(
                protocols,
                reader.imap(),
                reader.smtp(),
                reader.networks(),
                reader.expires(),
                reader.user(),
                reader.rotation());
    }

    private ImapPolicy imap() {
        Optional<ImapProfile> profile = table.word("imap", PROFILES);
        List<String> folders = filled("folders").orElse(List.of());
        for (String folder : folders) {
            if (folder.contains("*") || folder.contains("%")) {
                table.refuse(
                        "folders",
                        "names of folders",
                        Values.quoted(folder),
                        "A folder is allowed with all below it: write its name alone.");
            } else if (folder.startsWith("/") || folder.endsWith("/") || folder.contains("//")) {
                table.refuse(
                        "folders",
                        "names with one / between two levels",
                        Values.quoted(folder),
                        "Write it like \"Archive/2026\".");
            }
        }
        only(Protocol.IMAP, List.of("imap", "folders"));
        return new ImapPolicy(profile.orElse(ImapProfile.FULL), folders);
    }

    private SmtpPolicy smtp() {
        List<AddressPattern> senders = addresses("senders");
        List<AddressPattern> recipients = addresses("recipients");
        OptionalInt perHour =
                table.integer("messages_per_hour", 1, MOST_MESSAGES).stream()
                        .mapToInt(Integer::intValue)
                        .findAny();
        OptionalLong largest = largestMessage();
        only(
                Protocol.SMTP,
                List.of("senders", "recipients", "messages_per_hour", "max_message_size"));
        return new SmtpPolicy(senders, recipients, perHour, largest);
    }

    private List<AddressPattern> addresses(String key) {
        return each(
                key,
                AddressPattern::parse,
                "mail addresses and domains",
                "Write them like \"me@example.com\" or \"example.com\", without names; a domain"
                        + " without a dot like \"@localhost\".");
    }

    private OptionalLong largestMessage() {
        Optional<String> text = table.text("max_message_size");
        OptionalLong size = text.map(Sizes::parse).orElse(OptionalLong.empty());
        boolean fits =
                size.isPresent()
                        && size.getAsLong() >= SMALLEST_MESSAGE
                        && size.getAsLong() <= LARGEST_MESSAGE;
        if (text.isPresent() && !fits) {
            table.refuse(
                    "max_message_size",
                    "a size from %s to %s"
                            .formatted(
                                    Sizes.written(SMALLEST_MESSAGE),
                                    Sizes.written(LARGEST_MESSAGE)),
                    Values.quoted(text.get()),
                    "Write a number and its unit, like \"25 MiB\" or \"10 MB\".");
        }
        return fits ? size : OptionalLong.empty();
    }

    private List<Network> networks() {
        return each(
                "sources",
                Network::parse,
                "IP addresses and networks",
                "Write them like \"192.168.1.20\" or \"192.168.1.0/24\", with no bit set behind the"
                        + " prefix.");
    }

    private Optional<Instant> expires() {
        Optional<String> text = table.text("expires");
        Optional<Instant> end = text.flatMap(t -> Moments.parse(t, ZoneId.systemDefault()));
        if (text.isPresent() && end.isEmpty()) {
            table.refuse(
                    "expires",
                    "a day or a time",
                    Values.quoted(text.get()),
                    "Write the last day, like \"2027-01-31\", or a time with its offset, like"
                            + " \"2027-01-31T12:00:00Z\".");
        }
        return end;
    }

    private Optional<UserBinding> user() {
        Optional<String> user = table.text("uid");
        user.filter(text -> !USER.matcher(text).matches())
                .ifPresent(text ->
                        table.refuse(
                                "uid",
                                "the name or number of a user of this machine",
                                Values.quoted(text),
                                "Write one user, like \"alice\" or \"1000\"."));
        Optional<UserBinding.Strictness> strictness = table.word("uid_check", UID_CHECKS);
        if (table.has("uid_check") && !table.has("uid")) {
            table.refuse(
                    "uid_check",
                    "`uid` beside it",
                    "no `uid`",
                    "Name the user whose programs may use it: uid = \"alice\".");
        }
        return user.map(
                name -> new UserBinding(name, strictness.orElse(UserBinding.Strictness.ENFORCE)));
    }

    private Rotation rotation() {
        Optional<Duration> every =
                table.duration("rotate_every", SHORTEST_ROTATION, LONGEST_ROTATION);
        Duration overlap =
                table.duration("rotate_overlap", Duration.ZERO, LONGEST_OVERLAP)
                        .orElse(Rotation.USUAL.overlap());
        every.filter(time -> table.has("rotate_overlap") && time.compareTo(overlap) <= 0)
                .ifPresent(time ->
                        table.refuse(
                                "rotate_overlap",
                                "less than `rotate_every`, " + Durations.written(time),
                                Values.quoted(Durations.written(overlap)),
                                "Otherwise the old password would always be there: shorten it."));
        return new Rotation(every, overlap);
    }

    private <T> List<T> each(
            String key, Function<String, Optional<T>> reading, String expected, String remedy) {
        List<T> read = new ArrayList<>();
        for (String text : filled(key).orElse(List.of())) {
            Optional<T> one = reading.apply(text);
            if (one.isEmpty()) {
                table.refuse(key, expected, Values.quoted(text), remedy);
            }
            one.ifPresent(read::add);
        }
        return read;
    }

    /** An empty list would mean no limit, and whoever writes one may mean the opposite. */
    private Optional<List<String>> filled(String key) {
        Optional<List<String>> texts = table.texts(key);
        if (texts.filter(List::isEmpty).isPresent()) {
            table.refuse(
                    key,
                    "at least one",
                    "an empty list",
                    "Name what is allowed, or take the key away to allow everything.");
        }
        return texts;
    }

    private void only(Protocol protocol, List<String> keys) {
        boolean usable = protocols.isEmpty() || protocols.contains(protocol);
        for (String key : keys) {
            if (table.has(key) && !usable) {
                table.refuse(
                        key,
                        "\"" + protocol.word() + "\" among `protocols`",
                        "an app that can't use it",
                        "Take the key away, or add the protocol.");
            }
        }
    }

    private static Map<String, ImapProfile> profiles() {
        Map<String, ImapProfile> words = new LinkedHashMap<>();
        for (ImapProfile profile : ImapProfile.values()) {
            words.put(profile.word(), profile);
        }
        return words;
    }

    private static Map<String, UserBinding.Strictness> uidChecks() {
        Map<String, UserBinding.Strictness> words = new LinkedHashMap<>();
        for (UserBinding.Strictness strictness : UserBinding.Strictness.values()) {
            words.put(word(strictness), strictness);
        }
        return words;
    }

    static String word(UserBinding.Strictness strictness) {
        return strictness.name().toLowerCase(Locale.ROOT);
    }
}
