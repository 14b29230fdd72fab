package dev.postern.app.metrics;

import dev.postern.app.metrics.Exposition.Kind;
import dev.postern.app.metrics.Exposition.Label;
import dev.postern.core.session.SessionListener;
import dev.postern.core.session.SessionView;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What went through, by account: of sessions that are over, and of those that are open. */
final class Octets {
    private static final String NAME = "postern_octets_total";

    private record Series(String account, String direction) {}

    private final Counters over = new Counters(NAME, "", "account", "direction");

    /** Who reads this takes a smaller number for a new beginning, so none is ever shown. */
    private final Map<Series, Long> shown = new HashMap<>();

    private final Set<String> accounts = ConcurrentHashMap.newKeySet();

    void ended(SessionListener.Relayed relayed) {
        accounts.add(relayed.account().name());
        over.add(relayed.sent(), relayed.account().name(), "sent");
        over.add(relayed.received(), relayed.account().name(), "received");
    }

    /**
     * @param open looked at before; those that have ended since are counted twice until somebody
     *     asks again, and that does not show either
     */
    synchronized void write(Exposition out, List<SessionView> open) {
        Map<Series, Long> now = new HashMap<>();
        for (String account : accounts) {
            for (String direction : List.of("sent", "received")) {
                now.put(new Series(account, direction), over.count(account, direction));
            }
        }
        for (SessionView view : open) {
            view.who()
                    .ifPresent(who -> {
                        String account = who.account().name();
                        now.merge(new Series(account, "sent"), view.sent(), Long::sum);
                        now.merge(new Series(account, "received"), view.received(), Long::sum);
                    });
        }
        now.forEach((series, count) -> shown.merge(series, count, Math::max));
        out.family(NAME, Kind.COUNTER, "Octets that went through, seen from the client.");
        shown.forEach((series, count) ->
                out.sample(
                        NAME,
                        count,
                        new Label("account", series.account()),
                        new Label("direction", series.direction())));
    }
}
