package dev.postern.app.discovery;

import dev.postern.core.net.Transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Asks the name servers of the system, over UDP and, for what doesn't fit there, TCP. For one
 * command, on an event loop of its own; not to be used on one.
 */
public final class SystemDns implements DomainRecords, AutoCloseable {

    /** For one question, all retries together: a person waits, and there are up to five. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** For one packet; a second one follows if there is time. */
    private static final Duration ONE_TRY = Duration.ofMillis(900);

    private static final int MOST_QUERIES = 4;

    /** Who names more has made a mistake, or wants to make us busy. */
    private static final int MOST_RECORDS = 32;

    /** RFC 1123 2.1, and the underscore that some have; empty: the root, which stands for none. */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*)?");

    private static final long SHUTDOWN_SECONDS = 2;

    private final EventLoopGroup loops = Transport.nio().eventLoops(1);
    private final DnsNameResolver resolver;

    /** With the name servers of the system. */
    public SystemDns() {
        this(DnsServerAddressStreamProviders.platformDefault());
    }

    SystemDns(DnsServerAddressStreamProvider servers) {
        resolver =
                new DnsNameResolverBuilder(loops.next())
                        .datagramChannelType(NioDatagramChannel.class)
                        .socketChannelType(NioSocketChannel.class)
                        .nameServerProvider(servers)
                        .queryTimeoutMillis(ONE_TRY.toMillis())
                        .maxQueriesPerResolve(MOST_QUERIES)
                        .searchDomains(List.of()) // whoever is at home in one is not meant
                        .build();
    }

    @Override
    public Records<String> mailExchangers(String domain) {
        return switch (ask(domain, DnsRecordType.MX, SystemDns::exchanger)) {
            case Records.Failed<Exchanger>(String why) -> new Records.Failed<>(why);
            case Records.Known<Exchanger>(List<Exchanger> all) ->
                    new Records.Known<>(
                            all.stream()
                                    .filter(exchanger -> !exchanger.host().isEmpty()) // RFC 7505
                                    .sorted(Comparator.comparingInt(Exchanger::preference))
                                    .map(Exchanger::host)
                                    .toList());
        };
    }

    @Override
    public Records<Service> services(String name) {
        return ask(name, DnsRecordType.SRV, SystemDns::service);
    }

    record Exchanger(int preference, String host) {}

    /** What is in the data of an MX record; empty if that is damaged. */
    static Optional<Exchanger> exchanger(ByteBuf data) {
        return read(data, content -> new Exchanger(content.readUnsignedShort(), name(content)));
    }

    /** What is in the data of an SRV record; empty if that is damaged. */
    static Optional<Service> service(ByteBuf data) {
        return read(
                data,
                content ->
                        new Service(
                                content.readUnsignedShort(),
                                content.readUnsignedShort(),
                                content.readUnsignedShort(),
                                name(content)));
    }

    private static <T> Optional<T> read(ByteBuf data, Function<ByteBuf, T> reader) {
        try {
            return Optional.of(reader.apply(data));
        } catch (DecoderException | IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static String name(ByteBuf content) {
        String name = DefaultDnsRecordDecoder.decodeName(content);
        String host = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (!HOST.matcher(host).matches()) {
            throw new CorruptedFrameException("no host has such a name");
        }
        return host;
    }

    private <T> Records<T> ask(
            String name, DnsRecordType type, Function<ByteBuf, Optional<T>> reader) {
        Future<List<DnsRecord>> asked = resolver.resolveAll(new DefaultDnsQuestion(name, type));
        if (!asked.awaitUninterruptibly(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            asked.cancel(false);
            return new Records.Failed<>("no answer in time");
        }
        if (!asked.isSuccess()) {
            return asked.cause() != null && isNameWithoutRecords(asked.cause())
                    ? new Records.Known<>(List.of())
                    : new Records.Failed<>("no answer: " + asked.cause().getMessage());
        }
        List<T> all = new ArrayList<>();
        for (DnsRecord record : asked.getNow()) {
            if (all.size() < MOST_RECORDS) {
                data(record, type).flatMap(reader).ifPresent(all::add);
            }
            ReferenceCountUtil.release(record);
        }
        return new Records.Known<>(all);
    }

    private static Optional<ByteBuf> data(DnsRecord record, DnsRecordType type) {
        return record instanceof DnsRawRecord raw && record.type().equals(type)
                ? Optional.of(raw.content())
                : Optional.empty();
    }

    private static boolean isNameWithoutRecords(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof DnsErrorCauseException answered) {
                return answered.getCode().equals(DnsResponseCode.NXDOMAIN)
                        || answered.getCode().equals(DnsResponseCode.NOERROR);
            }
        }
        return String.valueOf(cause.getMessage()).contains("No matching record type found")
                || String.valueOf(cause.getCause()).contains("No matching record type found");
    }

    @Override
    public void close() {
        resolver.close();
        loops.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
