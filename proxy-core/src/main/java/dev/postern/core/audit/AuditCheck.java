package dev.postern.core.audit;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Verifies a log, once. It goes on behind a fault: the lines there may be as good as ever. */
final class AuditCheck {

    /** Between its listing and its opening the oldest file may be given up, but not three times. */
    private static final int TRIES = 3;

    private final AuditFiles files;
    private final Seal headSeal;
    private final LogKey.Age age;
    private final ChainCheck chain;
    private int looked;

    /** What lines mean that stand behind the head. */
    private enum Beyond {
        /** They were written since we asked. */
        NEWER,
        /** The head says that the log was closed. */
        FORBIDDEN,
        /** The process was killed before it could say so. */
        LEFT_OPEN
    }

    AuditCheck(AuditFiles files, LogKey key) {
        this.files = files;
        headSeal = key.headSeal();
        age = key.age();
        chain = new ChainCheck(key.lineSeal());
    }

    /**
     * @param written by this process, which knows how far the log goes; empty: the head's file
     *     knows
     */
    AuditFinding run(Optional<Head> written) throws IOException {
        Optional<Head> head = written.isPresent() ? written : files.head(headSeal);
        List<Integer> numbers = files.numbers();
        if (head.isPresent()) {
            Beyond beyond =
                    written.isPresent()
                            ? Beyond.NEWER
                            : switch (head.get().state()) {
                                case CLOSED -> Beyond.FORBIDDEN;
                                case OPEN -> Beyond.LEFT_OPEN;
                            };
            follow(head.get(), beyond);
        } else if (age == LogKey.Age.KNOWN || !numbers.isEmpty()) {
            chain.fault(
                    files.headFile().getFileName().toString(),
                    0,
                    "is missing, or was not written by this bridge");
            for (int number : numbers) {
                try (Lines lines = Lines.of(files.file(number))) {
                    file(number, lines, Long.MAX_VALUE);
                }
            }
        }
        return chain.finding(looked);
    }

    private void follow(Head head, Beyond beyond) throws IOException {
        if (head.first() == 1) {
            chain.follows(Seal.NOTHING);
        }
        int end = beyond == Beyond.LEFT_OPEN ? head.file() + 1 : head.file();
        SortedMap<Integer, Lines> open = opened(head.first(), end, TRIES);
        try {
            for (int number = head.first(); number <= end; number++) {
                Lines lines = open.get(number);
                if (lines != null && number == head.file()) {
                    last(head, beyond, lines);
                } else if (lines != null) {
                    file(number, lines, Long.MAX_VALUE);
                    torn(number, lines, number > head.file() ? beyond : Beyond.FORBIDDEN);
                } else if (head.has(number)) {
                    chain.missing(AuditFiles.name(number));
                }
            }
        } finally {
            for (Lines lines : open.values()) {
                lines.close();
            }
        }
        if (beyond != Beyond.NEWER) {
            files.numbers().stream()
                    .filter(number -> number > end)
                    .forEach(number ->
                            chain.fault(AuditFiles.name(number), 0, "is not of this log"));
        }
    }

    /** All at once: once open, a file that is given up meanwhile can still be read. */
    private SortedMap<Integer, Lines> opened(int first, int end, int tries) throws IOException {
        SortedMap<Integer, Lines> open = new TreeMap<>();
        for (int number : files.numbers()) {
            if (number >= first && number <= end) {
                try {
                    open.put(number, Lines.of(files.file(number)));
                } catch (NoSuchFileException givenUp) {
                    for (Lines lines : open.values()) {
                        lines.close();
                    }
                    if (tries == 0) {
                        throw givenUp;
                    }
                    return opened(first, end, tries - 1);
                }
            }
        }
        return open;
    }

    private void last(Head head, Beyond beyond, Lines lines) throws IOException {
        String name = AuditFiles.name(head.file());
        file(head.file(), lines, head.length());
        if (head.length() > 0
                && !(lines.offset() == head.length() && chain.endsWith(head.last()))) {
            chain.fault(
                    name,
                    0,
                    "does not end with line %d of the log, as it did: its end was cut off or changed"
                            .formatted(head.lines()));
        }
        switch (beyond) {
            case NEWER -> {}
            case FORBIDDEN -> {
                if (lines.next().isPresent() || lines.torn() > 0) {
                    chain.fault(name, 0, "goes on after the log was closed");
                }
            }
            case LEFT_OPEN -> {
                chain.note(
                        "The bridge that wrote the log was killed, or is being started; what it"
                                + " wrote in its last second could have been cut off unseen.");
                rest(name, lines, Long.MAX_VALUE);
                torn(head.file(), lines, beyond);
            }
        }
    }

    private void file(int number, Lines lines, long limit) throws IOException {
        looked++;
        chain.begin();
        rest(AuditFiles.name(number), lines, limit);
    }

    private void rest(String name, Lines lines, long limit) throws IOException {
        while (lines.offset() < limit) {
            Optional<byte[]> line = lines.next();
            if (line.isEmpty()) {
                return;
            }
            chain.line(name, line.get());
        }
    }

    private void torn(int number, Lines lines, Beyond beyond) {
        if (lines.torn() == 0) {
            return;
        }
        if (beyond == Beyond.LEFT_OPEN) {
            chain.note(
                    "The last line is not finished, as a kill leaves it; the bridge takes it away"
                            + " when it starts.");
        } else {
            chain.fault(AuditFiles.name(number), 0, "ends in the middle of a line");
        }
    }
}
