package dev.postern.app.importing;

import dev.postern.config.ProviderPresets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes accounts of the sections of a file. */
public final class Import {

    static final Set<String> DOCUMENTATION =
            Set.of(
                    "Email OAuth 2.0 Proxy configuration file",
                    "Server setup",
                    "Account setup",
                    "Advanced proxy configuration");

    private static final String PROGRAM = "emailproxy";

    private Import() {}

    /**
     * What becomes of each section.
     *
     * @param names for new accounts, by their addresses
     * @param directory of the file, from which its paths start
     */
    public static List<Takeover> of(
            IniFile file, ProviderPresets presets, Function<String, String> names, Path directory) {
        Servers servers = new Servers();
        List<Takeover> takeovers = new ArrayList<>();
        List<IniFile.Section> accounts = new ArrayList<>();
        for (IniFile.Section section : file.sections()) {
            if (Servers.isServer(section)) {
                takeovers.add(servers.add(section));
            } else if (section.name().equals(PROGRAM)) {
                takeovers.add(program(section));
            } else if (section.name().contains("@")) {
                accounts.add(section);
            } else if (!DOCUMENTATION.contains(section.name())) {
                takeovers.add(
                        nothing(
                                section,
                                "not taken over: neither a server nor the address of an account"));
            }
        }
        for (IniFile.Section section : accounts) {
            takeovers.add(
                    new AccountSection(section, presets, servers, directory)
                            .takeover(names.apply(section.name())));
        }
        return takeovers;
    }

    private static Takeover program(IniFile.Section section) {
        return new Takeover(
                section.name(),
                section.line(),
                Optional.empty(),
                section.values().entrySet().stream()
                        .map(entry ->
                                new Takeover.Note(
                                        entry.getValue().line(),
                                        entry.getKey(),
                                        Keys.OF_THE_PROGRAM.getOrDefault(
                                                entry.getKey(), Keys.UNKNOWN)))
                        .toList());
    }

    private static Takeover nothing(IniFile.Section section, String said) {
        return new Takeover(
                section.name(),
                section.line(),
                Optional.empty(),
                List.of(new Takeover.Note(section.line(), section.name(), said)));
    }
}
