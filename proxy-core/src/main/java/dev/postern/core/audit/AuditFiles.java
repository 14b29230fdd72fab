package dev.postern.core.audit;

import dev.postern.core.state.AtomicFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of an audit log, numbered in their order, and the head beside them. */
record AuditFiles(Path directory) {

    private static final Pattern NAME = Pattern.compile("audit-([0-9]{6,9})\\.jsonl");

    Path file(int number) {
        return directory.resolve(name(number));
    }

    static String name(int number) {
        return "audit-%06d.jsonl".formatted(number);
    }

    /** The numbers of those that are there, ascending. */
    List<Integer> numbers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> NAME.matcher(path.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }

    Path headFile() {
        return directory.resolve("head.json");
    }

    /** Empty if there is none, or one that the seal does not fit. */
    Optional<Head> head(Seal seal) throws IOException {
        return atomic().read().flatMap(json -> Head.read(json, seal));
    }

    void write(Head head, Seal seal) throws IOException {
        atomic().replace(head.toJson(seal));
    }

    private AtomicFile atomic() {
        return new AtomicFile(headFile(), AtomicFile.Readers.OWNER);
    }
}
