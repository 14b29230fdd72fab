package dev.postern.app.bridge;

import dev.postern.app.operation.Status;
import dev.postern.core.server.BridgeServer;
import dev.postern.core.server.ListenFailedException;
import dev.postern.core.server.ListenerChange;
import dev.postern.core.server.ListenerSpec;

import io.netty.util.NetUtil;

import java.net.InetSocketAddress;
import java.util.List;

/** The listeners of a running bridge, and how they become others. Thread-safe. */
final class Listeners {
    private final BridgeServer server;
    private final ListenerCertificates certificates;

    Listeners(BridgeServer server, ListenerCertificates certificates) {
        this.server = server;
        this.certificates = certificates;
    }

    /**
     * Others, of which everything that may fail has been done. The caller closes it.
     *
     * @param certificates of these listeners
     * @param ports bound
     */
    record Change(ListenerCertificates.Prepared certificates, ListenerChange ports)
            implements AutoCloseable {

        /** From now on these are the listeners. */
        List<InetSocketAddress> take() {
            List<InetSocketAddress> addresses = ports.take();
            certificates.take();
            return addresses;
        }

        /** Gives up what was prepared, unless it was taken. */
        @Override
        public void close() {
            ports.close();
            certificates.close();
        }
    }

    /**
     * Reads certificates and binds ports; those that are open already stay as they are.
     *
     * @param wanted all that there shall be
     */
    Change prepare(List<ListenerSpec> wanted) throws BridgeException, ListenFailedException {
        ListenerCertificates.Prepared prepared = certificates.prepare(wanted);
        try {
            return new Change(prepared, server.prepare(prepared.listeners()));
        } catch (ListenFailedException | RuntimeException failed) {
            prepared.close();
            throw failed;
        }
    }

    List<Status.Listener> lines() {
        return server.listening().stream().map(Listeners::line).toList();
    }

    private static Status.Listener line(BridgeServer.Listening open) {
        return new Status.Listener(
                open.spec().protocol().word(),
                NetUtil.toSocketAddressString(open.address()),
                open.spec().security().word(),
                open.spec().auth());
    }
}
