package dev.postern.core.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A server that answers a TLS client with a version and a cipher of its own choice, whatever was
 * offered: as who wants to have TLS broken would.
 *
 * @param version as in a record: 0x0301 is TLS 1.0
 * @param cipher as IANA numbers them
 */
public record ForcedHello(String what, int version, int cipher) {

    private static final byte HANDSHAKE = 22;
    private static final byte ALERT = 21;
    private static final byte SERVER_HELLO = 2;
    private static final int HEADER = 5;
    private static final int BODY = 38;
    private static final int RANDOM = 32;

    /**
     * Answers, and waits for what the client says to it.
     *
     * @return whether that is an alert, or nothing at all
     */
    public boolean isRefusedBy(Peer client) throws IOException {
        DataInputStream in = new DataInputStream(client.in());
        record(in);
        client.send(hello());
        byte[] rest = client.rest();
        return rest.length == 0 || rest[0] == ALERT;
    }

    private static void record(DataInputStream in) throws IOException {
        in.skipNBytes(HEADER - 2);
        in.skipNBytes(in.readUnsignedShort());
    }

    private byte[] hello() {
        return ByteBuffer.allocate(HEADER + 4 + BODY)
                .put(HANDSHAKE)
                .putShort((short) version)
                .putShort((short) (4 + BODY))
                .put(SERVER_HELLO)
                .put((byte) 0)
                .putShort((short) BODY)
                .putShort((short) version)
                .put(new byte[RANDOM])
                .put((byte) 0)
                .putShort((short) cipher)
                .put((byte) 0)
                .array();
    }
}
