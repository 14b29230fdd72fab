package dev.postern.smtp.gate;

/** A message between its MAIL and its end. On the session's event loop. */
final class Message {

    private final Envelope.Letters letters;
    private final HeldHeader header = new HeldHeader();
    private boolean senderAccepted;
    private int recipients;
    private boolean headerPassed;
    private long chunks;
    private long octets;

    Message(Envelope.Letters letters) {
        this.letters = letters;
    }

    Envelope.Letters letters() {
        return letters;
    }

    void mailAnswered(ProviderReply reply) {
        senderAccepted = reply.isPositive();
    }

    void recipientAnswered(ProviderReply reply) {
        if (reply.isPositive()) {
            recipients++;
        }
    }

    /** Whether the provider has accepted its sender and somebody to get it. */
    boolean hasEnvelope() {
        return senderAccepted && recipients > 0;
    }

    /** Whether a part of it has come in a chunk. */
    boolean hasChunks() {
        return chunks > 0;
    }

    void chunk(long size) {
        chunks++;
        octets += size;
    }

    /** In the chunks so far. */
    long octets() {
        return octets;
    }

    HeldHeader header() {
        return header;
    }

    boolean headerPassed() {
        return headerPassed;
    }

    void passHeader() {
        headerPassed = true;
    }
}
