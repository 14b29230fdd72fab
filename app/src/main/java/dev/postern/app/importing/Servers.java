package dev.postern.app.importing;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers of the file. They belong to no account in particular there: a mail program chooses
 * one by its port.
 */
final class Servers {

    private static final Pattern SECTION = Pattern.compile("(IMAP|POP|SMTP)-([0-9]+)");

    private final Map<Protocol, List<Upstream>> found = new EnumMap<>(Protocol.class);

    static boolean isServer(IniFile.Section section) {
        return SECTION.matcher(section.name()).matches();
    }

    Takeover add(IniFile.Section section) {
        List<Takeover.Note> notes = new ArrayList<>();
        Matcher matcher = SECTION.matcher(section.name());
        if (!matcher.matches() || matcher.group(1).equals("POP")) {
            notes.add(
                    new Takeover.Note(
                            section.line(),
                            section.name(),
                            "not taken over: Postern speaks IMAP and SMTP, no POP"));
            return new Takeover(section.name(), section.line(), Optional.empty(), notes);
        }
        Protocol protocol = matcher.group(1).equals("IMAP") ? Protocol.IMAP : Protocol.SMTP;
        Optional<String> host = section.text("server_address");
        OptionalInt port = port(section);
        if (host.isPresent() && port.isPresent()) {
            boolean startTls = section.isOn("server_starttls") || section.isOn("starttls");
            found.computeIfAbsent(protocol, none -> new ArrayList<>())
                    .add(
                            new Upstream(
                                    host.get(),
                                    port.getAsInt(),
                                    startTls ? UpstreamTls.STARTTLS : UpstreamTls.IMPLICIT,
                                    new Trust.RuntimeAuthorities(),
                                    "",
                                    Optional.empty()));
        }
        section.values()
                .forEach((key, value) -> {
                    String said =
                            switch (key) {
                                case "documentation" -> "";
                                case "server_address",
                                        "server_port",
                                        "server_starttls",
                                        "starttls" ->
                                        "for accounts whose provider Postern does not know";
                                default -> Keys.OF_SERVERS.getOrDefault(key, Keys.UNKNOWN);
                            };
                    if (!said.isEmpty()) {
                        notes.add(new Takeover.Note(value.line(), key, said));
                    }
                });
        return new Takeover(section.name(), section.line(), Optional.empty(), notes);
    }

    /** Of a provider that nobody knows: only if there is no doubt. */
    Optional<Upstream> only(Protocol protocol) {
        List<Upstream> all = found.getOrDefault(protocol, List.of());
        return all.stream().distinct().count() == 1
                ? Optional.of(all.getFirst())
                : Optional.empty();
    }

    /** Whether the file has servers of {@code protocol}, and none of them is this one. */
    boolean isElsewhere(Protocol protocol, String host) {
        List<Upstream> all = found.getOrDefault(protocol, List.of());
        return !all.isEmpty()
                && all.stream().noneMatch(server -> server.host().equalsIgnoreCase(host));
    }

    private static OptionalInt port(IniFile.Section section) {
        return section.text("server_port").stream()
                .filter(text -> text.matches("[0-9]{1,5}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }
}
