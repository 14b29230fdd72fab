package dev.postern.app.bridge;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many files and connections the system lets this process have open. */
final class Descriptors {
    private static final Logger LOG = LoggerFactory.getLogger(Descriptors.class);

    /** proc(5); the first number is the limit, the second is how far it could be raised. */
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files +([0-9]{1,9}) .*");

    /** A session takes two, so of the rest a few hundred sessions are left on every system. */
    private static final int SHARE_BEFORE_LOGIN = 4;

    static final Path OF_THIS_PROCESS = Path.of("/proc/self/limits");

    private Descriptors() {}

    /**
     * How many connections may be open that have not logged in: as many as are wanted, and never so
     * many that those who have logged in find none left.
     *
     * @param limits what the system says of this process
     */
    static int beforeLogin(int wanted, Path limits) {
        OptionalInt all = limit(limits);
        int share = all.isPresent() ? all.getAsInt() / SHARE_BEFORE_LOGIN : wanted;
        if (share < wanted) {
            LOG.atWarn()
                    .addKeyValue("expected", (long) wanted * SHARE_BEFORE_LOGIN)
                    .addKeyValue("found", all.getAsInt())
                    .log(
                            "The system lets the bridge have fewer open files than max_before_login"
                                    + " connections need, so fewer may wait for a login: raise the"
                                    + " limit (ulimit -n, or LimitNOFILE= in a unit), or lower"
                                    + " max_before_login");
        }
        return Math.min(share, wanted);
    }

    /** Empty where the system does not say, or has no limit. */
    private static OptionalInt limit(Path limits) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.map(OPEN_FILES::matcher)
                    .filter(Matcher::matches)
                    .mapToInt(line -> Integer.parseInt(line.group(1)))
                    .findFirst();
        } catch (IOException | UncheckedIOException unknown) {
            return OptionalInt.empty();
        }
    }
}
