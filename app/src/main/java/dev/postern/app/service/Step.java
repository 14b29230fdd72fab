package dev.postern.app.service;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** One thing that is done to the machine. */
public sealed interface Step {

    /**
     * A file is to have this content.
     *
     * @param permissions as {@code rw-r--r--}, where there are such
     */
    record Write(Path file, String text, String permissions, Charset charset) implements Step {

        /** That everybody may read. */
        public static Write readable(Path file, String text) {
            return new Write(file, text, "rw-r--r--", StandardCharsets.UTF_8);
        }
    }

    /** A file, or a directory with all that is in it, is to be gone. */
    record Remove(Path path) implements Step {}

    /** A program is to be run. */
    record Run(List<String> words, Need need) implements Step {
        public Run {
            words = List.copyOf(words);
        }

        static Run required(String... words) {
            return new Run(List.of(words), Need.REQUIRED);
        }

        static Run optional(String... words) {
            return new Run(List.of(words), Need.OPTIONAL);
        }
    }

    /** What a program's failure means. */
    enum Need {
        /** Nothing that follows makes sense. */
        REQUIRED,
        /** The rest is done all the same. */
        OPTIONAL
    }
}
