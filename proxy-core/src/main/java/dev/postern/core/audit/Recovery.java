package dev.postern.core.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the end of a log whose last writer may have been killed. */
sealed interface Recovery {

    /**
     * The log is as its head says, but for lines that were not in the head yet.
     *
     * @param end how far it goes now
     * @param cut octets behind that, of a line without its end
     */
    record Whole(Head end, long cut) implements Recovery {}

    /** The log is not as it was left. */
    record Changed(String what) implements Recovery {}

    static Recovery of(AuditFiles files, Head head, Seal seal) throws IOException {
        Path file = files.file(head.file());
        long size = Files.exists(file) ? Files.size(file) : 0;
        int newest = files.numbers().stream().reduce(0, Math::max);
        if (size < head.length()) {
            return new Changed(
                    "%s has %d octets; there were %d when the log was left"
                            .formatted(AuditFiles.name(head.file()), size, head.length()));
        }
        if (!endsAsLeft(file, head)) {
            return new Changed(
                    "%s does not have the line that was its last one when the log was left"
                            .formatted(AuditFiles.name(head.file())));
        }
        return switch (head.state()) {
            case CLOSED ->
                    size == head.length() && newest <= head.file()
                            ? new Whole(head, 0)
                            : new Changed("there is more than when the log was closed");
            case OPEN -> followed(files, head, seal, size, newest);
        };
    }

    private static boolean endsAsLeft(Path file, Head head) throws IOException {
        if (head.length() == 0) {
            return true;
        }
        // The line has a limit, so it begins no further back than that.
        long from = Math.max(0, head.length() - Lines.LONGEST);
        try (Lines lines = Lines.from(file, from)) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (lines.offset() == head.length()) {
                    return Seal.read(line.get())
                            .filter(sealed -> sealed.mac().equals(head.last()))
                            .isPresent();
                }
            }
        }
        return false;
    }

    private static Recovery followed(AuditFiles files, Head head, Seal seal, long size, int newest)
            throws IOException {
        Head end = size == 0 ? head : follow(files.file(head.file()), head, seal);
        long cut = size - end.length();
        if (newest == head.file() + 1 && cut == 0) {
            end = follow(files.file(newest), end.at(newest), seal);
            cut = Files.size(files.file(newest)) - end.length();
        } else if (newest > head.file()) {
            return new Changed("there are files that the log had not when it was left");
        }
        return new Whole(end, cut);
    }

    /** The head after those lines of the file that are sealed in their order. */
    private static Head follow(Path file, Head head, Seal seal) throws IOException {
        long length = head.length();
        long count = head.lines();
        String last = head.last();
        try (Lines lines = Lines.from(file, length)) {
            for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<Seal.Sealed> sealed = Seal.read(line.get());
                if (sealed.isEmpty() || !seal.holds(last, sealed.get())) {
                    break;
                }
                length = lines.offset();
                last = sealed.get().mac();
                count++;
            }
        }
        return head.after(length, count, last);
    }
}
