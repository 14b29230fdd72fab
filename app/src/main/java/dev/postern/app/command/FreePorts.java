package dev.postern.app.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Ports that nobody listens on, on any loopback address of this machine.
 *
 * @param remarks what a person should know about the choice
 */
record FreePorts(int imap, int imaps, int submission, int submissions, List<String> remarks) {

    /** Other mail bridges count from the same ports, so steps that people recognise. */
    private static final int STEP = 1000;

    private static final int LARGEST_PORT = 65535;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    /** Free or not. */
    static FreePorts usual() {
        return new FreePorts(1143, 1993, 1587, 1465, List.of());
    }

    static FreePorts find() throws CommandException {
        Set<Integer> given = new HashSet<>();
        List<String> remarks = new ArrayList<>();
        FreePorts usual = usual();
        return new FreePorts(
                free(usual.imap, "IMAP", given, remarks),
                free(usual.imaps, "IMAP with TLS", given, remarks),
                free(usual.submission, "SMTP", given, remarks),
                free(usual.submissions, "SMTP with TLS", given, remarks),
                remarks);
    }

    private static int free(int usual, String what, Set<Integer> given, List<String> remarks)
            throws CommandException {
        for (int port = usual; port <= LARGEST_PORT; port += STEP) {
            if (isFree(port) && given.add(port)) {
                if (port != usual) {
                    remarks.add(
                            "Another program has port %d, so %s is on port %d."
                                    .formatted(usual, what, port));
                }
                return port;
            }
        }
        throw new CommandException(
                ExitCode.LISTEN,
                "No port from %d upwards in steps of %d is free for %s. Stop another mail bridge first."
                        .formatted(usual, STEP, what));
    }

    private static boolean isFree(int port) {
        for (String address : LOOPBACK) {
            try {
                InetAddress loopback = InetAddress.getByName(address);
                if (NetworkInterface.getByInetAddress(loopback) == null) {
                    continue;
                }
                try (ServerSocket probe = new ServerSocket()) {
                    probe.setReuseAddress(true);
                    probe.bind(new InetSocketAddress(loopback, port));
                }
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
