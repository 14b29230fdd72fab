package dev.postern.app.command;

import dev.postern.app.operation.AppLine;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.server.ListenerSpec;

import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** What is no fault of a configuration, and yet keeps an app from logging in. */
final class AppHints {

    private AppHints() {}

    static List<String> of(Configuration configuration, List<AppLine> lines) {
        List<String> hints = new ArrayList<>();
        lines.forEach(line -> password(line, hints));
        for (App app : configuration.apps()) {
            if (isMeantForElsewhere(app) && !isReachedFromElsewhere(app, configuration)) {
                hints.add(
                        "The app %s may log in from %s only, and no listener is reached from there: one needs `addresses` of the network."
                                .formatted(app.name(), app.policy().sources().getFirst()));
            }
        }
        return hints;
    }

    private static void password(AppLine line, List<String> hints) {
        boolean configured = !line.account().isEmpty();
        switch (line.password()) {
            case DEVICE -> {}
            case NONE, REVOKED ->
                    hints.add(
                            "The app %s has no password and can't log in. Make one: postern app issue %s"
                                    .formatted(line.name(), line.name()));
            case GENERATED, CHOSEN, DECOY -> {
                if (!configured) {
                    hints.add(
                            "The app %s has a password but is not in the configuration, so it can't log in. Revoke it: postern app revoke %s"
                                    .formatted(line.name(), line.name()));
                }
            }
        }
        line.deadlines()
                .forEach(deadline ->
                        hints.add(
                                "The app %s %s: %s"
                                        .formatted(
                                                line.name(),
                                                deadline.sentence(),
                                                deadline.command())));
    }

    private static boolean isMeantForElsewhere(App app) {
        return !app.policy().sources().isEmpty()
                && app.policy().sources().stream()
                        .noneMatch(network ->
                                network.contains(NetUtil.LOCALHOST4)
                                        || network.contains(NetUtil.LOCALHOST6));
    }

    private static boolean isReachedFromElsewhere(App app, Configuration configuration) {
        return configuration.listeners().stream()
                .filter(listener -> app.policy().protocols().contains(listener.protocol()))
                .anyMatch(AppHints::isReachedFromElsewhere);
    }

    private static boolean isReachedFromElsewhere(ListenerSpec listener) {
        return listener.addresses().stream()
                .map(literal -> new InetSocketAddress(literal, listener.port()).getAddress())
                .anyMatch(address -> !address.isLoopbackAddress());
    }
}
