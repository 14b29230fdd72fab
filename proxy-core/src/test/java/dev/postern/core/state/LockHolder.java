package dev.postern.core.state;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Another process for {@link StateLockTest}: says whether it got the lock, and keeps it until its
 * standard input ends.
 */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (StateLock lock = StateLock.acquire(StateDirectory.open(Path.of(arguments[0])))) {
            System.out.println("locked " + lock.directory().path());
            System.in.transferTo(System.out);
        } catch (StateException refused) {
            System.out.println(refused.fault() + " " + refused.getMessage());
        }
    }
}
