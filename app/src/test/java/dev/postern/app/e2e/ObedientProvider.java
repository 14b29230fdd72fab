package dev.postern.app.e2e;

import dev.postern.core.testing.Peer;
import dev.postern.core.testing.StandInServer;

import java.io.IOException;

/** A provider that agrees to everything, and lets go of who says goodbye. */
final class ObedientProvider {

    private ObedientProvider() {}

    static StandInServer imap() throws IOException {
        return StandIns.imap(ObedientProvider::obeyImap);
    }

    static StandInServer smtp() throws IOException {
        return StandIns.smtp(ObedientProvider::obeySmtp);
    }

    private static void obeyImap(Peer peer) throws IOException {
        String command = "";
        while (!command.endsWith(" LOGOUT")) {
            command = peer.line();
            int literal = command.lastIndexOf('{');
            if (literal > 0 && command.endsWith("}")) {
                peer.send("+ go ahead\r\n");
                peer.in()
                        .skipNBytes(Long.parseLong(command, literal + 1, command.length() - 1, 10));
            } else if (command.indexOf(' ') > 0) {
                peer.send(StandIns.tag(command) + " OK done\r\n");
            }
        }
    }

    private static void obeySmtp(Peer peer) throws IOException {
        String command = "";
        while (!command.equals("QUIT")) {
            command = peer.line();
            peer.send("250 2.0.0 done\r\n");
        }
    }
}
