package dev.postern.app.command;

import dev.postern.app.discovery.Found;
import dev.postern.app.discovery.Found.Server;
import dev.postern.app.discovery.Found.Standing;
import dev.postern.app.discovery.ServerSearch;
import dev.postern.config.ProviderPresets;
import dev.postern.core.account.Protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Servers that a person did not name: shows how they were found, and asks where that is due. */
record FoundServers(Terminal terminal, ServerSearch search, Consent consent) {

    /** Whether hosts outside of the mail domain may be used. */
    enum Consent {
        TO_BE_ASKED,
        GIVEN;

        static Consent option(boolean yes) {
            return yes ? GIVEN : TO_BE_ASKED;
        }
    }

    Found find(String address, ProviderPresets presets) throws CommandException {
        Found found = search.find(address, presets);
        found.steps().forEach(terminal::note);
        if (found instanceof Found.Servers servers) {
            confirm(Protocol.IMAP, servers.imap(), servers);
            confirm(Protocol.SMTP, servers.smtp(), servers);
        }
        return found;
    }

    private void confirm(Protocol protocol, Optional<Server> server, Found.Servers all)
            throws CommandException {
        boolean due = server.isPresent() && server.get().standing() == Standing.TO_BE_CONFIRMED;
        if (!due || consent == Consent.GIVEN) {
            return;
        }
        String host = server.get().authority();
        Optional<Boolean> said =
                terminal.confirm(
                        "Your password goes to this server, which is not of your mail domain. Use %s for %s?"
                                .formatted(host, protocol));
        if (said.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "Found %s in %s: it is not of the mail domain, and there is no terminal to ask on whether it is right. If it is, say so with --yes, or name the servers: %s"
                            .formatted(host, all.from(), options(all)));
        }
        if (!said.get()) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "Nothing was added. Name the right servers with --imap-host and --smtp-host.");
        }
    }

    private static String options(Found.Servers found) {
        List<String> words = new ArrayList<>();
        found.imap().ifPresent(server -> words.add(option(Protocol.IMAP, server)));
        found.smtp().ifPresent(server -> words.add(option(Protocol.SMTP, server)));
        return String.join(" ", words);
    }

    private static String option(Protocol protocol, Server server) {
        return "--%s-host %s --%s-tls %s"
                .formatted(
                        protocol.word(),
                        server.authority(),
                        protocol.word(),
                        server.tls().name().toLowerCase(Locale.ROOT));
    }
}
