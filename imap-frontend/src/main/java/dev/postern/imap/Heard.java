package dev.postern.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider has said besides answers: what it offers, and what people should read. Used by
 * one dialogue, on its event loop.
 */
final class Heard {

    /** More cannot be read by people. */
    private static final int ALERTS_LIMIT = 4;

    private final List<String> alerts = new ArrayList<>();
    private Optional<List<String>> offers = Optional.empty();
    private List<String> offersBeforeLogin = List.of();

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

    /** What is offered from here on may be more, and must be heard anew. */
    void loginBegins() {
        offersBeforeLogin = offers.orElse(List.of());
        offers = Optional.empty();
    }

    boolean knowsOffers() {
        return offers.isPresent();
    }

    /** A provider that will not tell what it offers after login is believed what it said before. */
    List<String> offers() {
        return offers.orElse(offersBeforeLogin);
    }

    List<String> alerts() {
        return alerts;
    }
}
