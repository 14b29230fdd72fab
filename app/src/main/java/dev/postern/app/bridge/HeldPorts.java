package dev.postern.app.bridge;

import dev.postern.core.net.InheritedSockets;
import dev.postern.core.net.Transport;

import io.netty.util.NetUtil;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Map;

/** What people are told of the ports that systemd holds for the bridge. */
final class HeldPorts {
    private static final Logger LOG = LoggerFactory.getLogger(HeldPorts.class);

    private HeldPorts() {}

    /** Those of the process with this environment. */
    static InheritedSockets of(Map<String, String> environment, Transport transport)
            throws BridgeException {
        try {
            return InheritedSockets.of(environment, transport);
        } catch (IOException unusable) {
            throw new BridgeException(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    static void warnOfUnused(InheritedSockets sockets) {
        sockets.untaken()
                .forEach(unused ->
                        LOG.atWarn()
                                .addKeyValue("address", NetUtil.toSocketAddressString(unused))
                                .log(
                                        "systemd holds a port of which the configuration has no"
                                                + " listener; after a change of listeners: postern"
                                                + " service install"));
    }
}
