package dev.postern.core.server;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Other listeners for a running server: bound already, so that nothing more can fail, and in effect
 * once {@link #take taken}. Used by one thread.
 */
public final class ListenerChange implements AutoCloseable {
    private final BridgeServer server;

    /** All that there will be, in the order of the configuration. */
    private final Map<OpenPort, SessionStarter> after = new LinkedHashMap<>();

    /** Of these, the ones that nobody is accepted on yet. */
    private final List<OpenPort> fresh = new ArrayList<>();

    ListenerChange(BridgeServer server) {
        this.server = server;
    }

    void keep(OpenPort port, SessionStarter starter) {
        after.put(port, starter);
    }

    void add(OpenPort port, SessionStarter starter) {
        keep(port, starter);
        fresh.add(port);
    }

    Map<OpenPort, SessionStarter> after() {
        return after;
    }

    List<OpenPort> fresh() {
        return fresh;
    }

    /**
     * From now on these are the listeners. Sockets that are still wanted stay open, sessions go on.
     *
     * @return where they listen, in order
     */
    public List<InetSocketAddress> take() {
        List<InetSocketAddress> addresses = after.keySet().stream().map(OpenPort::address).toList();
        server.exchange(this);
        fresh.clear();
        return addresses;
    }

    /** Gives up what was bound, unless it was taken. */
    @Override
    public void close() {
        fresh.forEach(OpenPort::giveUp);
        fresh.clear();
    }
}
