package dev.postern.core.audit;

import dev.postern.core.state.AppendedFile;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes the files of a log. Used by one thread. After an {@link IOException} it is of no more use:
 * a new one finds out what has reached the disk.
 */
final class AuditWriter implements Closeable {

    private final AuditFiles files;
    private final AuditLimits limits;
    private final Clock clock;
    private final Seal lineSeal;
    private final Seal headSeal;

    private FileChannel channel;
    private Head head;

    /** An event and when it happened. */
    record Stamped(Instant time, AuditEvent event) {}

    /** Goes on where the log ends. */
    AuditWriter(AuditFiles files, LogKey key, AuditLimits limits, Clock clock) throws IOException {
        this.files = files;
        this.limits = limits;
        this.clock = clock;
        lineSeal = key.lineSeal();
        headSeal = key.headSeal();
        Optional<Head> left = files.head(headSeal);
        List<Integer> numbers = files.numbers();
        head = left.orElse(Head.NONE);
        if (left.isPresent()) {
            channel = resumed(numbers);
        } else if (numbers.isEmpty() && key.age() == LogKey.Age.NEW) {
            channel = begun(key);
        } else {
            channel = withoutHead(numbers);
            key.keep().run();
        }
    }

    /** The key is kept once there is a head: the other way round a crash would look like theft. */
    private FileChannel begun(LogKey key) throws IOException {
        AppendedFile.directory(files.file(1));
        files.write(head, headSeal);
        key.keep().run();
        return AppendedFile.create(files.file(1));
    }

    private FileChannel resumed(List<Integer> numbers) throws IOException {
        return switch (Recovery.of(files, head, lineSeal)) {
            case Recovery.Changed(String what) -> after(numbers, what);
            case Recovery.Whole(Head end, long cut) -> onwards(end, cut);
        };
    }

    private FileChannel onwards(Head end, long cut) throws IOException {
        FileChannel resumed = AppendedFile.create(files.file(end.file()));
        channel = resumed;
        resumed.truncate(end.length());
        resumed.position(end.length());
        boolean killed = end.state() == Head.State.OPEN && end.lines() > 0;
        head = end.in(Head.State.OPEN);
        if (killed) {
            append(List.of(now(new AuditEvent.Recovered(cut))));
        }
        sync();
        // Not the one resumed: where that file was full, the line above began another.
        return channel;
    }

    /** Old files stay where they are; that they do not fit is for whoever verifies to say. */
    private FileChannel withoutHead(List<Integer> numbers) throws IOException {
        int first = numbers.isEmpty() ? 1 : numbers.getFirst();
        head = new Head(first, 0, 0, 0, Seal.NOTHING, Head.State.OPEN);
        return after(
                numbers,
                numbers.isEmpty()
                        ? "the whole log that was here is gone"
                        : "the head of the log is gone, or was not written by this bridge");
    }

    private FileChannel after(List<Integer> numbers, String what) throws IOException {
        int newest = numbers.stream().reduce(head.file(), Math::max);
        FileChannel next = next(newest + 1);
        append(List.of(now(new AuditEvent.FoundChanged(what))));
        sync();
        return next;
    }

    private FileChannel next(int number) throws IOException {
        FileChannel next = AppendedFile.create(files.file(number));
        channel = next;
        head = head.at(number).keepingFrom(number - limits.files() + 1).in(Head.State.OPEN);
        return next;
    }

    /** The operating system has them when this returns. */
    void append(List<Stamped> events) throws IOException {
        if (head.length() >= limits.octets()) {
            rotate();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        long lines = head.lines();
        String last = head.last();
        if (head.length() == 0) {
            Seal.Sealed sealed =
                    lineSeal.seal(
                            last, EventJson.fileBegun(++lines, clock.instant(), last).toString());
            last = add(sealed, octets);
        }
        for (Stamped stamped : events) {
            Seal.Sealed sealed =
                    lineSeal.seal(
                            last,
                            EventJson.of(++lines, stamped.time(), stamped.event()).toString());
            last = add(sealed, octets);
        }
        ByteBuffer rest = ByteBuffer.wrap(octets.toByteArray());
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        head = head.after(head.length() + octets.size(), lines, last);
    }

    private static String add(Seal.Sealed sealed, ByteArrayOutputStream octets) {
        octets.writeBytes(sealed.line());
        octets.write('\n');
        return sealed.mac();
    }

    private void rotate() throws IOException {
        sync();
        channel.close();
        next(head.file() + 1);
        append(List.of());
        sync();
        // After the head: a crash leaves a file too many, and none too few.
        for (int number : files.numbers()) {
            if (number < head.first()) {
                Files.deleteIfExists(files.file(number));
            }
        }
    }

    /** When this returns, the disk has all lines, and the head says so. */
    Head sync() throws IOException {
        channel.force(false);
        files.write(head, headSeal);
        return head;
    }

    /** Nothing will follow. */
    @Override
    public void close() throws IOException {
        try (FileChannel closing = channel) {
            closing.force(false);
            files.write(head.in(Head.State.CLOSED), headSeal);
        }
    }

    /** Lets go of the files after a failure. */
    void abandon() throws IOException {
        channel.close();
    }

    private Stamped now(AuditEvent event) {
        return new Stamped(clock.instant(), event);
    }
}
