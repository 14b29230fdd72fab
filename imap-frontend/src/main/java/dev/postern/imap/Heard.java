package dev.postern.imap;

import dev.postern.core.account.Upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider has said besides answers: what it offers, and what people should read; where it
 * has not said what it offers, what it said last time. Used by one dialogue, on its event loop.
 */
final class Heard {

    /** More cannot be read by people. */
    private static final int ALERTS_LIMIT = 4;

    private final Upstream upstream;
    private final ProviderMemory memory;
    private final List<String> alerts = new ArrayList<>();
    private Optional<List<String>> offers = Optional.empty();

    /** Empty until the login begins. */
    private Optional<List<String>> offersBeforeLogin = Optional.empty();

    /** What was remembered and is relied on; it may be out of date. */
    private Optional<List<String>> recalled = Optional.empty();

    private Optional<List<String>> recalledAfter = Optional.empty();

    Heard(Upstream upstream, ProviderMemory memory) {
        this.upstream = upstream;
        this.memory = memory;
    }

    /** Takes what a response brings besides its words. */
    void note(ResponseText text) {
        text.capabilities().ifPresent(list -> offers = Optional.of(list));
        text.alert().filter(alert -> alerts.size() < ALERTS_LIMIT).ifPresent(alerts::add);
    }

    void noteCapabilities(String words) {
        offers = Optional.of(Capabilities.parsed(words));
    }

    void forget() {
        offers = Optional.empty();
        alerts.clear();
    }

    /** Whether a login has worked lately, and with it all that comes before one. */
    boolean remembersLogin() {
        return memory.of(upstream, ProviderMemory.Side.BEFORE).isPresent();
    }

    /** Where the provider has not said what it offers before login, what it said last time. */
    void recall() {
        if (offers.isEmpty()) {
            recalled = memory.of(upstream, ProviderMemory.Side.BEFORE);
            offers = recalled;
        }
    }

    /**
     * Whether a refusal may be because what was remembered is out of date; that is forgotten then,
     * and the provider has to be asked.
     */
    boolean mayBeOutOfDate() {
        if (offersBeforeLogin.isEmpty() || !offersBeforeLogin.equals(recalled)) {
            return false;
        }
        memory.forget(upstream);
        offersBeforeLogin = Optional.empty();
        offers = Optional.empty();
        return true;
    }

    /** Whether the provider says what was relied on before. */
    boolean confirmsMemory() {
        return recalled.isPresent() && offers.equals(recalled);
    }

    /** What is offered from here on may be more, and must be heard anew. */
    void loginBegins() {
        offersBeforeLogin = offers;
        offers = Optional.empty();
    }

    /** The same for after login. */
    void recallAfterLogin() {
        if (offers.isEmpty()) {
            recalledAfter = memory.of(upstream, ProviderMemory.Side.AFTER);
            offers = recalledAfter;
        }
    }

    /**
     * A login has worked: what the provider has said for it is worth remembering. What was
     * remembered does not get younger by that.
     */
    void remember() {
        offersBeforeLogin
                .filter(list -> !offersBeforeLogin.equals(recalled))
                .ifPresent(list -> memory.remember(upstream, ProviderMemory.Side.BEFORE, list));
        offers.filter(list -> recalledAfter.isEmpty())
                .ifPresent(list -> memory.remember(upstream, ProviderMemory.Side.AFTER, list));
    }

    boolean knowsOffers() {
        return offers.isPresent();
    }

    /** A provider that will not tell what it offers after login is believed what it said before. */
    List<String> offers() {
        return offers.or(() -> offersBeforeLogin).orElse(List.of());
    }

    List<String> alerts() {
        return alerts;
    }
}
