package dev.postern.app.bridge;

import dev.postern.core.server.ListenerTls;
import dev.postern.core.server.TlsVersions;
import dev.postern.core.state.StateException;
import dev.postern.core.tls.LeafCertificate;

import io.netty.handler.ssl.SslProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

import javax.net.ssl.SSLException;

/** A certificate of the local authority, renewed long before its end. */
final class LocalCertificate implements ShownCertificate, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalCertificate.class);

    /** When a renewal failed, the disk is full or unreadable: that takes a person to mend. */
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    /** Whoever has set the clock back may set it right again, and then there is a better leaf. */
    private static final Duration WHILE_SET_BACK = Duration.ofDays(1);

    private final SslProvider provider;
    private final Function<Instant, LeafCertificate> authority;
    private final Clock clock;
    private final Map<TlsVersions, ListenerTls> shown = new EnumMap<>(TlsVersions.class);
    private LeafCertificate leaf;
    private Instant due;

    /** The latest beginning of any leaf: a clock that says less was set back. */
    private Instant latest;

    /**
     * @param authority makes a leaf at a time
     */
    LocalCertificate(
            SslProvider provider, Function<Instant, LeafCertificate> authority, Clock clock) {
        this.provider = provider;
        this.authority = authority;
        this.clock = clock;
        Instant now = clock.instant();
        leaf = authority.apply(now);
        due = due(leaf, now);
        latest = leaf.begins();
    }

    /** The same for all listeners with these versions. */
    ListenerTls tls(TlsVersions versions) throws SSLException {
        ListenerTls tls = shown.get(versions);
        if (tls == null) {
            tls = new ListenerTls(provider, versions, leaf);
            shown.put(versions, tls);
        }
        return tls;
    }

    @Override
    public void refresh() {
        Instant now = clock.instant();
        if (now.isBefore(due) && !now.isBefore(leaf.begins())) {
            return;
        }
        try {
            LeafCertificate next = authority.apply(now);
            for (ListenerTls tls : shown.values()) {
                tls.show(next);
            }
            leaf = next;
            due = now.isBefore(latest) ? now.plus(WHILE_SET_BACK) : due(next, now);
            latest = next.begins().isAfter(latest) ? next.begins() : latest;
            LOG.atInfo()
                    .addKeyValue("certificate", next)
                    .log("Renewed the local certificate; new connections are shown it");
        } catch (StateException | SSLException refused) {
            due = now.plus(AFTER_A_FAILURE);
            LOG.atWarn()
                    .addKeyValue("expires", leaf.expires())
                    .addKeyValue("reason", refused.getMessage())
                    .log("The local certificate could not be renewed; the old one stays for now");
        }
    }

    /** When no listener uses it any more. */
    @Override
    public void close() {
        shown.values().forEach(ListenerTls::close);
    }

    /**
     * At two thirds of what is left of its life. Near the end of the authority, which no leaf
     * outlives, renewals thus come faster and faster, until there is a new authority.
     */
    private static Instant due(LeafCertificate leaf, Instant now) {
        return now.plus(Duration.between(now, leaf.expires()).multipliedBy(2).dividedBy(3));
    }
}
