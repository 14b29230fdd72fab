package dev.postern.app.doctor;

import dev.postern.app.operation.Status;
import dev.postern.config.Configuration;
import dev.postern.core.server.ListenerSpec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether each listener can have its port, or has it.
 *
 * @param bridge empty if none runs
 * @param proc the directory /proc
 */
public record PortsExamination(Configuration configuration, Optional<Status> bridge, Path proc)
        implements Examination {

    private static final int FIRST_UNPRIVILEGED = 1024;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (ListenerSpec spec : configuration.listeners()) {
            String subject = "port " + spec.port();
            List<String> missing =
                    spec.addresses().stream().filter(it -> !isHad(it, spec)).toList();
            if (missing.isEmpty()) {
                findings.add(Finding.ok(subject, description(spec)));
            } else {
                missing.forEach(address -> findings.add(finding(address, spec, subject)));
            }
        }
        return findings;
    }

    private String description(ListenerSpec spec) {
        return "%s, %s%s"
                .formatted(
                        spec.protocol(),
                        spec.security().word(),
                        bridge.isPresent() ? ", open" : ", free for the bridge");
    }

    private boolean isHad(String address, ListenerSpec spec) {
        InetSocketAddress socket = new InetSocketAddress(address, spec.port());
        return !exists(socket.getAddress())
                || bridge.map(status -> isOpen(socket, status)).orElseGet(() -> isFree(socket));
    }

    private static boolean isOpen(InetSocketAddress socket, Status status) {
        return status.listeners().stream()
                .anyMatch(listener -> parsed(listener.address()).equals(socket));
    }

    private static InetSocketAddress parsed(String shown) {
        int colon = shown.lastIndexOf(':');
        String host = shown.substring(0, colon).replaceAll("[\\[\\]]", "");
        return new InetSocketAddress(host, Integer.parseInt(shown.substring(colon + 1)));
    }

    /** Loopback of a family that this machine has not is no fault: the bridge does without. */
    private static boolean exists(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException unknown) {
            return true;
        }
    }

    private static boolean isFree(InetSocketAddress socket) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(socket);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private Finding finding(String address, ListenerSpec spec, String subject) {
        Optional<PortHolder> holder = PortHolder.of(spec.port(), proc);
        String what = "%s cannot be had at %s".formatted(subject, address);
        if (bridge.isPresent() && holder.filter(it -> isOurs(it)).isPresent()) {
            return Finding.warning(
                    subject,
                    "The running bridge does not listen at %s:%d".formatted(address, spec.port()),
                    "The configuration has changed since.",
                    "postern reload");
        }
        if (holder.filter(PortHolder::isSystemd).isPresent()) {
            return Finding.ok(subject, "held by systemd for the service");
        }
        if (holder.isPresent()) {
            return Finding.fault(
                    subject,
                    what + ": it is held by " + holder.get().words(),
                    "Two programs cannot listen on one port, and mail programs would give their"
                            + " passwords to the other.",
                    "%s, or another `port` for this listener in postern.toml"
                            .formatted(holder.get().stop()));
        }
        if (bridge.isPresent()) {
            return Finding.warning(
                    subject,
                    "The running bridge does not listen at %s:%d".formatted(address, spec.port()),
                    "The configuration has changed since, or the port could not be had.",
                    "postern reload");
        }
        return Finding.fault(
                subject,
                what,
                spec.port() < FIRST_UNPRIVILEGED
                        ? "Ports below 1024 need a privilege."
                        : "The address is none of this machine's, or a rule of the system forbids"
                                + " it.",
                spec.port() < FIRST_UNPRIVILEGED
                        ? "A port above 1023, or a service that has"
                                + " AmbientCapabilities=CAP_NET_BIND_SERVICE"
                        : "ip address");
    }

    private boolean isOurs(PortHolder holder) {
        return bridge.map(Status::pid).filter(pid -> pid == holder.pid()).isPresent();
    }
}
