package dev.postern.app.doctor;

import dev.postern.app.check.ServerLook;
import dev.postern.config.Configuration;
import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The providers' servers: names, ways to them, and what they show of themselves; no login. */
public record ServersExamination(Configuration configuration, Instant now) implements Examination {

    /** A working way takes less than one. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final long SLOW_NAMES_MILLIS = 2_000;

    /** Of servers, before they are believed that the clock is wrong. */
    private static final int ENOUGH = 2;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<ServerLook.Validity> certificates = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (Account account : configuration.accounts()) {
            for (Protocol protocol : Protocol.values()) {
                Optional<Upstream> upstream = account.upstream(protocol);
                if (upstream.isPresent() && done.add(protocol + upstream.get().authority())) {
                    look(account, protocol, upstream.get(), findings).ifPresent(certificates::add);
                }
            }
        }
        clock(certificates).ifPresent(findings::add);
        return findings;
    }

    /** One server may have a wrong certificate; where all have, the clock is wrong. */
    private Optional<Finding> clock(List<ServerLook.Validity> certificates) {
        if (certificates.size() < ENOUGH) {
            return Optional.empty();
        }
        if (certificates.stream().allMatch(valid -> now.isBefore(valid.from()))) {
            return Optional.of(
                    ClockExamination.wrong(
                            "%s here, and the certificates of all %d servers are valid later only"
                                    .formatted(now, certificates.size())));
        }
        return certificates.stream().allMatch(valid -> now.isAfter(valid.until()))
                ? Optional.of(
                        ClockExamination.wrong(
                                "%s here, and the certificates of all %d servers have expired by then"
                                        .formatted(now, certificates.size())))
                : Optional.empty();
    }

    /**
     * @return when its certificates are valid, if it has shown any
     */
    private Optional<ServerLook.Validity> look(
            Account account, Protocol protocol, Upstream server, List<Finding> findings) {
        String subject = server.authority();
        if (server.proxy().isPresent()) {
            findings.add(
                    Finding.note(
                            subject,
                            "Reached through the proxy "
                                    + server.proxy().get().authority()
                                    + ", so not looked at from here",
                            "A look of ours would tell this network of the server.",
                            "postern account check " + account.name()));
            return Optional.empty();
        }
        List<InetAddress> addresses = resolve(server.host(), subject, findings);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        ServerLook look = ServerLook.at(account, protocol, server, now);
        if (!look.isWell()) {
            findings.add(
                    Finding.fault(
                            subject,
                            "%s of the account %s cannot be used"
                                    .formatted(protocol, account.name()),
                            look.cause(),
                            look.next()));
            return look.valid();
        }
        families(addresses, server.port(), subject).ifPresent(findings::add);
        findings.add(
                look.valid()
                        .map(valid ->
                                Expiry.finding(
                                        subject,
                                        "answers with TLS; its certificate",
                                        valid.until(),
                                        now,
                                        "The provider has to renew it.",
                                        "postern account check " + account.name()))
                        .orElseGet(() -> Finding.ok(subject, "answers")));
        return look.valid();
    }

    private static List<InetAddress> resolve(String host, String subject, List<Finding> findings) {
        long began = System.nanoTime();
        try {
            List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(host));
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (millis > SLOW_NAMES_MILLIS) {
                findings.add(
                        Finding.warning(
                                subject,
                                "The name %s took %d ms to look up".formatted(host, millis),
                                "Each first login waits for that: a name server of this machine"
                                        + " does not answer.",
                                "resolvectl status, or cat /etc/resolv.conf"));
            }
            return addresses;
        } catch (UnknownHostException unknown) {
            findings.add(
                    Finding.fault(
                            subject,
                            "The name %s has no address".formatted(host),
                            "There is a mistake in `host`, or this machine has no network now, or"
                                    + " no working DNS.",
                            "getent ahosts " + host));
            return List.of();
        }
    }

    /** That the server answers is known by now; this is about the slower way. */
    static Optional<Finding> families(List<InetAddress> addresses, int port, String subject) {
        boolean four = reaches(addresses, Inet4Address.class, port);
        boolean six = reaches(addresses, Inet6Address.class, port);
        if (four == six) {
            return Optional.empty();
        }
        String dead = four ? "IPv6" : "IPv4";
        return Optional.of(
                Finding.note(
                        subject,
                        "has addresses of %s, and none of them answers".formatted(dead),
                        "This network does not carry %s. The bridge uses the other, and a login takes up to 250 ms longer."
                                .formatted(dead),
                        "ip -%s route".formatted(four ? 6 : 4)));
    }

    /** Also if it has no address of that family. */
    private static boolean reaches(
            List<InetAddress> addresses, Class<? extends InetAddress> family, int port) {
        Optional<InetAddress> first = addresses.stream().filter(family::isInstance).findFirst();
        if (first.isEmpty()) {
            return true;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(first.get(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException unreachable) {
            return false;
        }
    }
}
