package dev.postern.app.e2e;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;

import dev.postern.core.account.Protocol;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;

import java.io.IOException;
import java.util.Map;

/** GreenMail with the mailbox of {@link TestBridge#USER}, behind TLS that records what is said. */
final class Provider implements AutoCloseable {

    private final GreenMail greenMail;
    private final GreenMailUser user;
    private final RecordingTls imap;
    private final RecordingTls smtp;

    Provider(String password) throws IOException {
        greenMail =
                new GreenMail(
                        new ServerSetup[] {
                            ServerSetupTest.IMAP.dynamicPort(), ServerSetupTest.SMTP.dynamicPort()
                        });
        greenMail.start();
        user = greenMail.setUser(TestBridge.USER, TestBridge.USER, password);
        imap = new RecordingTls(greenMail.getImap().getPort());
        smtp = new RecordingTls(greenMail.getSmtp().getPort());
    }

    /** One that knows the password which the bridge has. */
    static Provider withTheRightPassword() throws IOException {
        return new Provider(TestBridge.PROVIDER_PASSWORD);
    }

    Map<Protocol, Upstream> upstreams() {
        return Map.of(
                Protocol.IMAP, TestBridge.upstream(imap.port(), UpstreamTls.IMPLICIT),
                Protocol.SMTP, TestBridge.upstream(smtp.port(), UpstreamTls.IMPLICIT));
    }

    GreenMail mail() {
        return greenMail;
    }

    GreenMailUser user() {
        return user;
    }

    int connections() {
        return imap.connections() + smtp.connections();
    }

    /** All that clients have said, as Latin-1. */
    String heard() {
        return imap.heard() + smtp.heard();
    }

    /** How often a client has begun to wait for news. */
    int idling() {
        return heard().split(" IDLE\r\n", -1).length - 1;
    }

    /** Refuses connections from now on. */
    void goDown() throws IOException {
        imap.close();
        smtp.close();
    }

    @Override
    public void close() throws IOException {
        goDown();
        greenMail.stop();
    }
}
