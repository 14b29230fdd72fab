package dev.postern.app.command;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/**
 * What systemd, terminals and {@code kill} tell a process. Java has no public API for that; {@code
 * sun.misc.Signal} is in every runtime that has the module jdk.unsupported, but the compiler warns
 * of its name, hence the reflection. Without it, signals do what they do by default.
 */
final class Signals {
    private Signals() {}

    /** Has {@code action} run, on a thread of its own, whenever the signal comes. */
    static void on(String signal, Runnable action) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object calling =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) -> called(method, arguments, action));
            type.getMethod("handle", type, handler)
                    .invoke(null, type.getConstructor(String.class).newInstance(signal), calling);
        } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
            if (notHere instanceof InvocationTargetException refused
                    && !(refused.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException(refused);
            }
            // Windows has no HUP, and -Xrs leaves none of them to us.
        }
    }

    /** The runtime calls {@code handle} only, and compares nothing. */
    private static @Nullable Object called(
            Method method, Object @Nullable [] arguments, Runnable action) {
        if (method.getDeclaringClass() == Object.class) {
            throw new UnsupportedOperationException(method + Arrays.toString(arguments));
        }
        action.run();
        return null;
    }
}
