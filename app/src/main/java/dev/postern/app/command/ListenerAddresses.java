package dev.postern.app.command;

import dev.postern.config.Configuration;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a bridge will listen on. */
final class ListenerAddresses {
    private ListenerAddresses() {}

    static List<InetSocketAddress> of(Configuration configuration) {
        return configuration.listeners().stream()
                .flatMap(listener ->
                        listener.addresses().stream()
                                .map(literal -> new InetSocketAddress(literal, listener.port())))
                .distinct()
                .toList();
    }

    /** Of a configuration that the program writes. */
    static List<InetSocketAddress> of(FreePorts ports) {
        return IntStream.of(ports.imap(), ports.imaps(), ports.submission(), ports.submissions())
                .boxed()
                .flatMap(port ->
                        Stream.of("127.0.0.1", "::1")
                                .map(literal -> new InetSocketAddress(literal, port)))
                .toList();
    }
}
