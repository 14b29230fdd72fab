package dev.postern.imap;

import dev.postern.core.login.Speech;
import dev.postern.core.sasl.SaslExchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * AUTHENTICATE. Error challenges are answered here, never passed on: the client has sent LOGIN and
 * would wait for ever.
 */
final class SaslAuthentication implements Authentication {

    /** Whether the provider takes the first message with the command (RFC 4959). */
    enum Start {
        INITIAL_RESPONSE,
        WAIT
    }

    /** For the log; error objects are shorter. */
    private static final int HEARD_LIMIT = 500;

    private static final byte[] CRLF = {'\r', '\n'};

    private final SaslExchange exchange;
    private final Start start;

    /** Until it is sent. */
    private Optional<byte[]> initialResponse = Optional.empty();

    private String heard = "";

    SaslAuthentication(SaslExchange exchange, Start start) {
        this.exchange = exchange;
        this.start = start;
    }

    @Override
    public Speech begin(String tag) {
        String command = tag + " AUTHENTICATE " + exchange.mechanism();
        Optional<byte[]> first = exchange.initialResponse();
        return switch (start) {
            case WAIT -> {
                initialResponse = first;
                yield Speech.of(command + "\r\n");
            }
            case INITIAL_RESPONSE ->
                    first.map(message -> line(command + " ", message))
                            .orElseGet(() -> Speech.of(command + "\r\n"));
        };
    }

    @Override
    public Optional<Speech> answer(String challenge) {
        if (initialResponse.isPresent()) {
            Optional<Speech> first = initialResponse.map(SaslAuthentication::line);
            initialResponse = Optional.empty();
            return first;
        }
        byte[] message = decoded(challenge);
        String words = new String(message, StandardCharsets.UTF_8);
        heard = (heard + " " + words).strip();
        heard = heard.substring(0, Math.min(heard.length(), HEARD_LIMIT));
        return Optional.of(
                exchange.respond(message)
                        .map(SaslAuthentication::line)
                        .orElseGet(() -> Speech.of("*\r\n")));
    }

    /**
     * A challenge that is not base64 is a sentence for people ("+ go ahead"), which says as much as
     * an empty one.
     */
    private static byte[] decoded(String challenge) {
        try {
            return Base64.getDecoder().decode(challenge.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static Speech line(byte[] message) {
        return line("", message);
    }

    private static Speech line(String before, byte[] message) {
        byte[] head = before.getBytes(StandardCharsets.US_ASCII);
        byte[] base64 = Base64.getEncoder().encode(message);
        byte[] line = Arrays.copyOf(head, head.length + base64.length + CRLF.length);
        System.arraycopy(base64, 0, line, head.length, base64.length);
        System.arraycopy(CRLF, 0, line, head.length + base64.length, CRLF.length);
        Arrays.fill(message, (byte) 0);
        Arrays.fill(base64, (byte) 0);
        return Speech.secret(line, before + "••••\r\n");
    }

    @Override
    public Optional<String> fault() {
        return exchange.fault();
    }

    @Override
    public Optional<String> doubt() {
        return initialResponse.isPresent()
                ? Optional.of(Authentication.NOT_ASKED)
                : exchange.doubt();
    }

    @Override
    public String heard() {
        return heard;
    }
}
