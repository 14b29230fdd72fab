package dev.postern.config;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 25 MiB}, {@code 10 MB}, {@code 500kB}. */
final class Sizes {

    /** Nine digits of any unit fit into a long. */
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,9}) ?([kmg]i?b)");

    private record Unit(String word, long octets) {}

    /** The first one that leaves no rest is how a size is written. */
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("GiB", 1L << 30),
                    new Unit("MiB", 1L << 20),
                    new Unit("GB", 1_000_000_000),
                    new Unit("MB", 1_000_000),
                    new Unit("KiB", 1L << 10),
                    new Unit("kB", 1000));

    private Sizes() {}

    /** In octets. */
    static OptionalLong parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        return UNITS.stream()
                .filter(unit -> unit.word().equalsIgnoreCase(matcher.group(2)))
                .mapToLong(unit -> Long.parseLong(matcher.group(1)) * unit.octets())
                .findFirst();
    }

    /**
     * As it can be read again.
     *
     * @param octets some number of kB or KiB
     */
    static String written(long octets) {
        return UNITS.stream()
                .filter(unit -> octets % unit.octets() == 0)
                .map(unit -> octets / unit.octets() + " " + unit.word())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no size: " + octets));
    }
}
