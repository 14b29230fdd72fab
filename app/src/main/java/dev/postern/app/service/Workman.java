package dev.postern.app.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Carries out plans. */
public final class Workman {
    private final Programs programs;
    private final Consumer<String> told;

    /**
     * @param told gets a line for each thing that was done
     */
    public Workman(Programs programs, Consumer<String> told) {
        this.programs = programs;
        this.told = told;
    }

    /** What {@link #carryOut} would do, in lines for a person. */
    public static List<String> preview(Plan plan) {
        return plan.steps().stream().flatMap(Workman::preview).toList();
    }

    private static Stream<String> preview(Step step) {
        return switch (step) {
            case Step.Write write when isThere(write) -> Stream.of("keep   " + write.file());
            case Step.Write write ->
                    Stream.concat(
                            Stream.of("write  " + write.file()),
                            write.text().lines().map(line -> ("         " + line).stripTrailing()));
            case Step.Remove(Path path) when !Files.exists(path) -> Stream.of();
            case Step.Remove(Path path) -> Stream.of("remove " + path);
            case Step.Run run -> Stream.of("run    " + String.join(" ", run.words()));
        };
    }

    /**
     * Does all of it.
     *
     * @throws ServiceException at the first thing that cannot be done
     */
    public void carryOut(Plan plan) throws ServiceException {
        for (Step step : plan.steps()) {
            switch (step) {
                case Step.Write write -> write(write);
                case Step.Remove(Path path) -> remove(path);
                case Step.Run run -> run(run);
            }
        }
    }

    private void write(Step.Write write) throws ServiceException {
        if (isThere(write)) {
            told.accept("kept     " + write.file());
            return;
        }
        try {
            Files.createDirectories(write.file().toAbsolutePath().getParent());
            Files.writeString(write.file(), write.text(), write.charset());
            if (write.file().getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(
                        write.file(), PosixFilePermissions.fromString(write.permissions()));
            }
        } catch (IOException refused) {
            throw refused("write", write.file(), refused);
        }
        told.accept("wrote    " + write.file());
    }

    static boolean isThere(Step.Write write) {
        try {
            return Files.isRegularFile(write.file())
                    && Files.readString(write.file(), write.charset()).equals(write.text());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private void remove(Path path) throws ServiceException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(path)) {
            for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException refused) {
            throw refused("remove", path, refused);
        }
        told.accept("removed  " + path);
    }

    private void run(Step.Run run) throws ServiceException {
        String command = String.join(" ", run.words());
        Programs.Ended ended = programs.run(run.words());
        if (ended.isWell()) {
            told.accept("ran      " + command);
        } else if (run.need() == Step.Need.REQUIRED) {
            throw new ServiceException(
                    "`%s` failed (%d): %s. What was done before stays; when the cause is mended, run this command again."
                            .formatted(command, ended.code(), ended.output()));
        }
    }

    private static ServiceException refused(String verb, Path path, IOException why) {
        return new ServiceException(
                "Could not %s %s (%s). You need to be allowed to; --system takes root."
                        .formatted(verb, path, why));
    }
}
