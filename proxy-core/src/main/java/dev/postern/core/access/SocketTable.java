package dev.postern.core.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Linux's tables of TCP sockets (proc(5), {@code /proc/net/tcp}), which say to whom each belongs.
 * The client's end of a connection is the one that is local to the client's address and remote to
 * ours.
 */
final class SocketTable implements LocalUsers {

    private static final Logger LOG = LoggerFactory.getLogger(SocketTable.class);

    /** Number of the column in a line that was split at white space. */
    private static final int LOCAL = 1;

    private static final int REMOTE = 2;
    private static final int UID = 7;
    private static final int INODE = 9;

    private static final int WORD = 4;

    private final List<Path> tables;

    private SocketTable(List<Path> tables) {
        this.tables = tables;
    }

    /** Of this machine; on systems that have none, nobody is known. */
    static LocalUsers ofThisMachine() {
        return of(Path.of("/proc/net"));
    }

    static LocalUsers of(Path directory) {
        Path ipv4 = directory.resolve("tcp");
        // An IPv4 client may have an IPv6 socket, too; so has every Java program.
        return Files.isReadable(ipv4)
                ? new SocketTable(List.of(ipv4, directory.resolve("tcp6")))
                : LocalUsers.UNKNOWN;
    }

    @Override
    public Optional<LocalUser> ownerOf(Source source) {
        // Found without taking the line apart; tables have thousands of them.
        String port = ":%04X ".formatted(source.client().getPort());
        for (Path table : tables) {
            try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
                Optional<LocalUser> owner =
                        lines.lines()
                                .skip(1)
                                .filter(line -> line.contains(port))
                                .flatMap(line -> ownerIn(line, source).stream())
                                .findFirst();
                if (owner.isPresent()) {
                    return owner;
                }
            } catch (IOException | RuntimeException unreadable) {
                LOG.atDebug()
                        .addKeyValue("table", table)
                        .setCause(unreadable)
                        .log("Sockets unknown");
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalUser> ownerIn(String line, Source source) {
        String[] columns = line.strip().split("\\s+", INODE + 2);
        if (columns.length <= INODE
                || port(columns[LOCAL]) != source.client().getPort()
                || port(columns[REMOTE]) != source.listener().getPort()
                || !address(columns[LOCAL]).equals(source.client())
                || !address(columns[REMOTE]).equals(source.listener())) {
            return Optional.empty();
        }
        // A socket that its program has closed has no inode; Linux says then that it is root's.
        return columns[INODE].equals("0")
                ? Optional.empty()
                : Optional.of(new LocalUser(Integer.parseUnsignedInt(columns[UID])));
    }

    private static int port(String end) {
        return Integer.parseInt(end, end.indexOf(':') + 1, end.length(), 16);
    }

    /** Words of four octets, each a number in the machine's own order. */
    private static InetSocketAddress address(String end) {
        byte[] octets = HexFormat.of().parseHex(end, 0, end.indexOf(':'));
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (int word = 0; word < octets.length; word += WORD) {
                swap(octets, word, word + 3);
                swap(octets, word + 1, word + 2);
            }
        }
        try {
            InetAddress address = Network.unmapped(InetAddress.getByAddress(octets));
            return new InetSocketAddress(address, port(end));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address: " + end, e);
        }
    }

    private static void swap(byte[] octets, int one, int other) {
        byte kept = octets[one];
        octets[one] = octets[other];
        octets[other] = kept;
    }
}
