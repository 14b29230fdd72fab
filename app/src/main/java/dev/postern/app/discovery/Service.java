package dev.postern.app.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One SRV record (RFC 2782).
 *
 * @param target without the dot at its end; empty: "not offered here" (RFC 6186 3.4)
 */
record Service(int priority, int weight, int port, String target) {

    boolean isOffered() {
        return !target.isEmpty() && port > 0;
    }

    /** In the order in which they are to be tried: the lowest priority first, then by weight. */
    static List<Service> ordered(List<Service> services, RandomGenerator random) {
        List<Service> left = new ArrayList<>(services);
        // Weight 0 first, so that it has its small chance: RFC 2782.
        left.sort(Comparator.comparingInt(Service::priority).thenComparingInt(Service::weight));
        List<Service> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            int priority = left.getFirst().priority();
            List<Service> equals =
                    left.stream().filter(service -> service.priority() == priority).toList();
            int sum = equals.stream().mapToInt(Service::weight).sum();
            int dart = random.nextInt(sum + 1);
            int passed = 0;
            Service chosen = equals.getLast();
            for (Service service : equals) {
                passed += service.weight();
                if (passed >= dart) {
                    chosen = service;
                    break;
                }
            }
            ordered.add(chosen);
            left.remove(chosen);
        }
        return ordered;
    }
}
