package dev.postern.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What clients were told of their messages, and what a provider did with them. Thread-safe. */
final class SubmissionLedger {

    /** What a client knows of a message at last. */
    enum Report {
        SENT,
        FAILED,
        /** It was told that nobody knows. */
        TOLD_UNKNOWN,
        /** The connection ended between its message and the answer. */
        HUNG_UP
    }

    private final Map<String, Report> reported = new ConcurrentHashMap<>();
    private final Map<String, Integer> offered = new ConcurrentHashMap<>();
    private final Map<String, Integer> stored = new ConcurrentHashMap<>();

    void reported(String id, Report report) {
        reported.put(id, report);
    }

    /** The provider has read the beginning of it. */
    void offered(String id) {
        offered.merge(id, 1, Integer::sum);
    }

    /** The provider has taken it over. */
    void stored(String id) {
        stored.merge(id, 1, Integer::sum);
    }

    int size() {
        return reported.size();
    }

    /** The messages with this report. */
    List<String> with(Report report) {
        return reported.entrySet().stream()
                .filter(entry -> entry.getValue() == report)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Of how many messages the report is true, and which nobody has sent twice. */
    long held() {
        return reported.keySet().stream().filter(this::holds).count();
    }

    void verify(String circumstances) {
        reported.keySet()
                .forEach(id ->
                        assertThat(holds(id))
                                .as(
                                        "%s: %s was reported as %s, offered %d times, stored %d"
                                                + " times",
                                        circumstances,
                                        id,
                                        reported.get(id),
                                        offered.getOrDefault(id, 0),
                                        stored.getOrDefault(id, 0))
                                .isTrue());
    }

    private boolean holds(String id) {
        int times = stored.getOrDefault(id, 0);
        boolean truly =
                switch (reported.get(id)) {
                    case SENT -> times == 1;
                    case FAILED -> times == 0;
                    case TOLD_UNKNOWN, HUNG_UP -> times <= 1;
                };
        return truly && offered.getOrDefault(id, 0) <= 1;
    }
}
