package dev.postern.core.login;

import java.nio.charset.StandardCharsets;

/**
 * A dialogue's answer to one frame.
 *
 * @param say may be {@link Speech#NOTHING}
 * @param <R> the dialogue's result
 */
public record Turn<R>(Speech say, Next<R> next) {

    public static <R> Turn<R> readLine(Speech say, int limit) {
        return new Turn<>(say, new Next.ReadLine<>(limit));
    }

    public static <R> Turn<R> readOctets(Speech say, int count) {
        return new Turn<>(say, new Next.ReadOctets<>(count));
    }

    public static <R> Turn<R> startTls(Speech say) {
        return new Turn<>(say, new Next.StartTls<>());
    }

    public static <R> Turn<R> done(Speech say, R result) {
        return new Turn<>(say, new Next.Done<>(result, ""));
    }

    /**
     * As {@link #done}, with a line that showed that login is over, and belongs to what follows.
     */
    public static <R> Turn<R> doneBefore(byte[] line, R result) {
        String unread = new String(line, StandardCharsets.ISO_8859_1) + "\r\n";
        return new Turn<>(Speech.NOTHING, new Next.Done<>(result, unread));
    }

    public static <R> Turn<R> hangUp(Speech say, CloseReason reason) {
        return new Turn<>(say, new Next.HangUp<>(reason));
    }
}
