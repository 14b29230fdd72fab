package dev.postern.core.state;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/**
 * What each provider offered when it was last logged in to, so that a client can be told before it
 * has logged in. Only a memory: if it is lost, it is learned again.
 *
 * <p>Thread-safe. No call does I/O: the file is written, only after a change, by the executor.
 */
public final class OfferMemory {

    private static final Logger log = LoggerFactory.getLogger(OfferMemory.class);

    /** Real providers offer some forty things in some thirty octets each. */
    private static final int MOST_OFFERS = 256;

    private static final int LONGEST_OFFER = 1024;

    private static final TypeToken<Map<String, Map<String, List<String>>>> SHAPE =
            new TypeToken<>() {};

    private final AtomicFile file;
    private final Executor writer;

    /** Guards the two fields below. */
    private final Object changing = new Object();

    /** By account, then by protocol. */
    private Map<String, Map<String, List<String>>> offers;

    private Writing writing = Writing.NONE;

    private enum Writing {
        NONE,
        /** The executor was told, and has not yet looked at the offers. */
        DUE
    }

    private OfferMemory(
            AtomicFile file, Map<String, Map<String, List<String>>> offers, Executor writer) {
        this.file = file;
        this.offers = offers;
        this.writer = writer;
    }

    /**
     * Remembers what the file says; nothing, if it is not there or is damaged.
     *
     * @param held for as long as the memory is used
     * @param writer runs one task at a time, and may block
     */
    public static OfferMemory open(StateLock held, Executor writer) {
        AtomicFile file = new AtomicFile(held.directory().offers(), AtomicFile.Readers.OWNER);
        return new OfferMemory(file, read(file), writer);
    }

    /**
     * Keeps what a provider offers; more than any provider has, or what is not printable, is
     * forgotten at once.
     *
     * @param offers as in {@link dev.postern.core.login.UpstreamReady#offers()}
     */
    public void remember(String account, Protocol protocol, List<String> offers) {
        if (!plausible(offers)) {
            return;
        }
        synchronized (changing) {
            Map<String, List<String>> before = this.offers.getOrDefault(key(account), Map.of());
            if (offers.equals(before.get(protocol.word()))) {
                return;
            }
            Map<String, List<String>> ofAccount = new TreeMap<>(before);
            ofAccount.put(protocol.word(), List.copyOf(offers));
            Map<String, Map<String, List<String>>> changed = new TreeMap<>(this.offers);
            changed.put(key(account), ofAccount);
            this.offers = changed;
            if (writing == Writing.DUE) {
                return;
            }
            writing = Writing.DUE;
        }
        writer.execute(this::write);
    }

    /**
     * One list for each account that has a server for this protocol; an empty one if it was never
     * seen.
     */
    public List<List<String>> known(Protocol protocol, Collection<Account> accounts) {
        Map<String, Map<String, List<String>>> now = current();
        return accounts.stream()
                .filter(account -> account.upstream(protocol).isPresent())
                .map(account -> now.getOrDefault(key(account.name()), Map.of()))
                .map(ofAccount -> ofAccount.getOrDefault(protocol.word(), List.of()))
                .toList();
    }

    private Map<String, Map<String, List<String>>> current() {
        synchronized (changing) {
            return offers;
        }
    }

    private void write() {
        Map<String, Map<String, List<String>>> now;
        synchronized (changing) {
            writing = Writing.NONE;
            now = offers;
        }
        try {
            file.replace(new Gson().toJson(now, SHAPE.getType()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException refused) {
            log.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("reason", refused)
                    .log("what providers offer could not be written; look for a full disk");
        }
    }

    private static Map<String, Map<String, List<String>>> read(AtomicFile file) {
        try {
            Optional<Map<String, Map<String, List<String>>>> read =
                    file.read()
                            .map(json -> new String(json, StandardCharsets.UTF_8))
                            .map(json ->
                                    Objects.requireNonNull(
                                            new Gson().fromJson(json, SHAPE), "no JSON"));
            read.ifPresent(OfferMemory::refuseImplausible);
            return read.orElse(Map.of());
        } catch (IOException | JsonParseException | NullPointerException damaged) {
            log.atWarn()
                    .addKeyValue("file", file.path())
                    .addKeyValue("reason", damaged)
                    .log("what providers offer could not be read; it is learned again");
            return Map.of();
        }
    }

    private static void refuseImplausible(Map<String, Map<String, List<String>>> offers) {
        boolean plausible =
                offers.values().stream()
                        .flatMap(ofAccount -> ofAccount.values().stream())
                        .allMatch(OfferMemory::plausible);
        if (!plausible) {
            throw new JsonParseException("an offer that no provider makes");
        }
    }

    private static boolean plausible(List<String> offers) {
        return offers.size() <= MOST_OFFERS && offers.stream().allMatch(OfferMemory::plausible);
    }

    /** What is remembered is said to clients: it must not be able to end a line. */
    private static boolean plausible(String offer) {
        return offer.length() <= LONGEST_OFFER
                && offer.chars().allMatch(character -> character >= ' ' && character <= '~');
    }

    private static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }
}
