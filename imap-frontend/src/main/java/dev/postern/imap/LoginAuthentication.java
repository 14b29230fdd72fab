package dev.postern.imap;

import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamLogin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** LOGIN, for providers without SASL: arguments are quoted where that is safe, else literals. */
final class LoginAuthentication implements Authentication {

    private static final String DOTS = "••••";

    private final byte[] user;
    private final byte[] password;

    /** What is left to say, each part behind a continuation request. */
    private final Deque<Speech> parts = new ArrayDeque<>();

    private LoginAuthentication(byte[] user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    /** Empty if user or password hold NUL, which no IMAP string can. */
    static Optional<Authentication> with(UpstreamLogin login) {
        byte[] user = login.upstream().user().getBytes(StandardCharsets.UTF_8);
        byte[] password = login.secret().reveal();
        if (holdsNul(user) || holdsNul(password)) {
            Arrays.fill(password, (byte) 0);
            return Optional.empty();
        }
        return Optional.of(new LoginAuthentication(user, password));
    }

    @Override
    public Speech begin(String tag) {
        Part part = new Part().add(ascii(tag + " LOGIN "), tag + " LOGIN ");
        part = add(part, user).add(ascii(" "), " ");
        part = add(part, password).add(ascii("\r\n"), "\r\n");
        parts.add(part.speech());
        return parts.remove();
    }

    /** The part that is open behind {@code argument}, which is wiped. */
    private Part add(Part part, byte[] argument) {
        if (isQuotable(argument)) {
            byte[] quoted = quoted(argument);
            Arrays.fill(argument, (byte) 0);
            return part.add(quoted, DOTS);
        }
        String marker = "{" + argument.length + "}\r\n";
        parts.add(part.add(ascii(marker), marker).speech());
        return new Part().add(argument, DOTS);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Octets up to where the provider must say go on, joined without leaving copies behind. */
    private static final class Part {

        private byte[] octets = new byte[0];
        private String shown = "";

        /**
         * @param more is wiped
         */
        Part add(byte[] more, String shownAs) {
            byte[] joined = Arrays.copyOf(octets, octets.length + more.length);
            System.arraycopy(more, 0, joined, octets.length, more.length);
            Arrays.fill(octets, (byte) 0);
            Arrays.fill(more, (byte) 0);
            octets = joined;
            shown += shownAs;
            return this;
        }

        Speech speech() {
            return Speech.secret(octets, shown);
        }
    }

    @Override
    public Optional<Speech> answer(String challenge) {
        return Optional.ofNullable(parts.poll());
    }

    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public Optional<String> doubt() {
        return parts.isEmpty() ? Optional.empty() : Optional.of(NOT_ASKED);
    }

    @Override
    public String heard() {
        return "";
    }

    private static boolean isQuotable(byte[] argument) {
        for (byte octet : argument) {
            if (octet < ' ' || octet == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quoted(byte[] argument) {
        byte[] room = new byte[2 * argument.length + 2];
        int length = 0;
        room[length++] = '"';
        for (byte octet : argument) {
            if (octet == '"' || octet == '\\') {
                room[length++] = '\\';
            }
            room[length++] = octet;
        }
        room[length++] = '"';
        byte[] quoted = Arrays.copyOf(room, length);
        Arrays.fill(room, (byte) 0);
        return quoted;
    }

    private static boolean holdsNul(byte[] argument) {
        for (byte octet : argument) {
            if (octet == 0) {
                return true;
            }
        }
        return false;
    }
}
