package dev.postern.app.control;

import com.google.gson.JsonParseException;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Request;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Has a running bridge carry out requests. */
public final class ControlClient implements Operations {

    /** A status of thousands of apps has less. */
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    /** More than the bridge takes to end a trace itself. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    private final Path socket;

    private ControlClient(Path socket) {
        this.socket = socket;
    }

    /**
     * The bridge that listens on {@code socket}; empty if none does.
     *
     * @throws ControlException if one does, but not for us
     */
    public static Optional<ControlClient> find(Path socket) throws ControlException {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(new ControlClient(socket));
        } catch (IOException nobody) {
            if (!Files.isReadable(socket)) {
                throw new ControlException(
                        "The control socket %s belongs to another user. Run the command as the user that the bridge runs as, or as root."
                                .formatted(socket),
                        nobody);
            }
            return Optional.empty();
        }
    }

    @Override
    public Answer carryOut(Request request) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Conversation conversation = new Conversation(channel, Patience.with(request))) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            conversation.write(RequestJson.write(request));
            return AnswerJson.read(conversation.read(LONGEST_ANSWER));
        } catch (IOException | JsonParseException lost) {
            return new Answer.StateUnusable(
                    "The running bridge took the request on %s but gave no answer (%s). Its log says more; whether it was carried out, `postern app list` and `postern status` say."
                            .formatted(socket, lost));
        }
    }

    /**
     * Looks on at what is said in sessions of an app that begin from now on.
     *
     * @param lines told each, as it comes
     * @return how it ended
     */
    public Answer trace(String app, Duration time, Consumer<TraceSource.TraceText> lines) {
        TraceStream wanted = new TraceStream(app, time.toSeconds());
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Conversation conversation = new Conversation(channel, time.plus(AFTERWARDS))) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            conversation.write(wanted.request());
            return TraceStream.follow(
                    new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)), lines);
        } catch (IOException | JsonParseException lost) {
            return new Answer.StateUnusable(
                    "The running bridge says no more (%s). Is it still there? postern status"
                            .formatted(lost));
        }
    }

    @Override
    public void close() {
        // Each request has a connection of its own.
    }
}
