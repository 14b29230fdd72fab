package dev.postern.app.control;

import com.google.gson.JsonParseException;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;

import jdk.net.ExtendedSocketOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Listens on the control socket of a running bridge. */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    /** For one request; commands have theirs ready when they connect. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Names and passwords are short; no request is longer than a few of them. */
    private static final int LONGEST_REQUEST = 64 * 1024;

    /** {@code sun_path} has 108 octets on Linux and 104 elsewhere, one of which ends it. */
    private static final int LONGEST_PATH = 103;

    private final Path socket;
    private final ServerSocketChannel listening;
    private final UserPrincipal owner;
    private final Operations operations;
    private final TraceSource traces;

    private ControlServer(
            Path socket,
            ServerSocketChannel listening,
            UserPrincipal owner,
            Operations operations,
            TraceSource traces) {
        this.socket = socket;
        this.listening = listening;
        this.owner = owner;
        this.operations = operations;
        this.traces = traces;
    }

    /**
     * Listens from now on. The caller holds the lock on the state, so what lies at {@code socket}
     * and answers nobody was left by a bridge that has ended, and is replaced.
     *
     * @param operations what is done with requests; the caller's to close
     */
    public static ControlServer open(Path socket, Operations operations) throws ControlException {
        return open(socket, operations, TraceSource.NONE);
    }

    /** The same, where sessions can be looked on at. */
    public static ControlServer open(Path socket, Operations operations, TraceSource traces)
            throws ControlException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new ControlException(
                    "The path of the control socket is longer than the %d octets that systems allow: %s. Choose a shorter state directory with --state."
                            .formatted(LONGEST_PATH, socket));
        }
        if (ControlClient.find(socket).isPresent()) {
            throw new ControlException(
                    "Another bridge, with another state directory, listens on the control socket %s. Stop it, or start this one with --state."
                            .formatted(socket));
        }
        try {
            Path directory = Objects.requireNonNull(socket.getParent(), "an absolute path");
            if (!Files.isDirectory(directory)) {
                Files.createDirectories(directory);
                restrict(directory, "rwx------");
            }
            Files.deleteIfExists(socket);
            ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listening.bind(UnixDomainSocketAddress.of(socket));
            restrict(socket, "rw-------");
            ControlServer server =
                    new ControlServer(
                            socket, listening, Files.getOwner(socket), operations, traces);
            Thread.ofPlatform().daemon().name("postern-control").start(server::accept);
            return server;
        } catch (IOException refused) {
            throw new ControlException(
                    "The control socket %s could not be made (%s). The bridge's user must be able to write in its directory."
                            .formatted(socket, refused),
                    refused);
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                SocketChannel command = listening.accept();
                Thread.ofVirtual().start(() -> serve(command));
            } catch (IOException ended) {
                if (listening.isOpen()) {
                    LOG.atWarn()
                            .addKeyValue("reason", ended)
                            .log("The control socket took no connection");
                }
            }
        }
    }

    private void serve(SocketChannel command) {
        try (Conversation conversation = new Conversation(command, PATIENCE)) {
            if (mayCommand(command)) {
                String line = conversation.read(LONGEST_REQUEST);
                Optional<TraceStream> trace = TraceStream.asked(line);
                if (trace.isPresent()) {
                    trace.get().serve(traces, conversation);
                } else {
                    conversation.write(AnswerJson.write(answer(line, conversation)));
                }
            } else {
                LOG.atWarn().log("Another user tried to use the control socket; refused");
            }
        } catch (IOException gone) {
            LOG.atDebug().addKeyValue("reason", gone).log("A command did not wait for its answer");
        }
    }

    private Answer answer(String line, Conversation conversation) {
        try {
            Request request = RequestJson.read(line);
            conversation.allow(Patience.with(request));
            return operations.carryOut(request);
        } catch (JsonParseException strange) {
            return new Answer.Refused(
                    "The running bridge does not understand this command: they are of different"
                            + " versions. Restart the bridge.");
        } catch (RuntimeException defect) {
            LOG.atError().setCause(defect).log("Defect while carrying out a command");
            return new Answer.StateUnusable(
                    "The running bridge failed to carry this out, which is a defect of Postern; its"
                            + " log has the details.");
        }
    }

    /**
     * The mode of the socket says the same; but between its making and its mode there is a moment,
     * and some systems look at neither.
     */
    private boolean mayCommand(SocketChannel command) throws IOException {
        if (!command.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)) {
            return true;
        }
        UserPrincipal user = command.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return user.equals(owner) || user.getName().equals("root");
    }

    @Override
    public void close() {
        try {
            // The file first: whoever finds it while it closes would wait for an answer.
            Files.deleteIfExists(socket);
            listening.close();
        } catch (IOException ignored) {
            // A socket file that nobody listens on is replaced by the next bridge.
        }
    }
}
