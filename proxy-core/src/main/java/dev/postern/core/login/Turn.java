package dev.postern.core.login;

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
        return new Turn<>(say, new Next.Done<>(result));
    }

    public static <R> Turn<R> hangUp(Speech say, CloseReason reason) {
        return new Turn<>(say, new Next.HangUp<>(reason));
    }
}
