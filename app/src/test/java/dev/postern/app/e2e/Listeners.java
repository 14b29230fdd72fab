package dev.postern.app.e2e;

import dev.postern.core.account.Protocol;
import dev.postern.core.login.ListenerSecurity;
import dev.postern.core.testing.Peer;

import java.io.IOException;

/** Ways through each kind of listener up to where a test begins. */
final class Listeners {

    private Listeners() {}

    /** Has read the greeting, and is in TLS where the listener wants it. */
    static Peer greeted(TestBridge bridge, Protocol protocol, ListenerSecurity security)
            throws IOException {
        int port = bridge.port(protocol, security);
        return switch (security) {
            case TLS -> afterGreeting(Peer.connect(port, TestBridge.AUTHORITY.clientContext()));
            case NONE -> afterGreeting(Peer.connect(port));
            case STARTTLS_OPTIONAL, STARTTLS_REQUIRED ->
                    secured(afterGreeting(Peer.connect(port)), protocol);
        };
    }

    private static Peer afterGreeting(Peer peer) throws IOException {
        peer.line();
        return peer;
    }

    private static Peer secured(Peer peer, Protocol protocol) throws IOException {
        switch (protocol) {
            case IMAP -> {
                peer.send("s STARTTLS\r\n");
                peer.lineStarting("s OK");
            }
            case SMTP -> {
                peer.send("EHLO test\r\n");
                peer.lineStarting("250 ");
                peer.send("STARTTLS\r\n");
                peer.lineStarting("220");
            }
        }
        peer.startTls(TestBridge.AUTHORITY.clientContext());
        return peer;
    }

    /** Has logged in, and so is connected to the provider. */
    static Peer loggedIn(TestBridge bridge, Protocol protocol, ListenerSecurity security)
            throws IOException {
        Peer peer = greeted(bridge, protocol, security);
        switch (protocol) {
            case IMAP -> {
                peer.send(bridge.loginCommand("l") + "\r\n");
                peer.lineStarting("l OK");
            }
            case SMTP -> {
                peer.send("EHLO test\r\n");
                peer.lineStarting("250 ");
                peer.send(BeforeTlsIT.authPlain(bridge));
                peer.lineStarting("235");
            }
        }
        return peer;
    }
}
