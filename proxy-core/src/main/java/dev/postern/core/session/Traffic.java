package dev.postern.core.session;

import dev.postern.core.deflate.DeflateCodec;
import dev.postern.core.login.CloseReason;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.relay.Relay;

import org.slf4j.spi.LoggingEventBuilder;

import java.util.Optional;

/**
 * What a session relays.
 *
 * @param codec beneath the upstream's pump, if the provider's octets are compressed
 */
record Traffic(Relay relay, Optional<DeflateCodec> codec) {

    static Traffic of(Relay relay, UpstreamReady.Coding coding) {
        return new Traffic(
                relay,
                switch (coding) {
                    case PLAIN -> Optional.empty();
                    case DEFLATED ->
                            Optional.of(
                                    new DeflateCodec(
                                            () -> relay.finish(CloseReason.UPSTREAM_DAMAGED)));
                });
    }

    /** Octets from the client, as the client knows them. */
    long sent() {
        return relay.octetsFromClient();
    }

    /** Octets to the client, as the client knows them. */
    long received() {
        return relay.octetsFromUpstream();
    }

    LoggingEventBuilder addedTo(LoggingEventBuilder line) {
        LoggingEventBuilder plain =
                line.addKeyValue("sent", sent()).addKeyValue("received", received());
        return codec.map(it ->
                        plain.addKeyValue("sent_compressed", it.sent())
                                .addKeyValue("received_compressed", it.received()))
                .orElse(plain);
    }
}
