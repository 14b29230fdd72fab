package dev.postern.benchmarks;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import dev.postern.benchmarks.Workload.Sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** All samples of a run. */
final class Findings {

    private final Map<Workload, Map<String, List<Sample>>> samples = new LinkedHashMap<>();

    void add(Workload workload, Peer peer, Sample sample) {
        samples.computeIfAbsent(workload, ignored -> new LinkedHashMap<>())
                .computeIfAbsent(peer.name(), ignored -> new ArrayList<>())
                .add(sample);
    }

    Set<Workload> workloads() {
        return samples.keySet();
    }

    Set<String> peers() {
        Set<String> all = new LinkedHashSet<>();
        samples.values().forEach(of -> all.addAll(of.keySet()));
        return all;
    }

    boolean has(Workload workload, String peer) {
        return !of(workload, peer).isEmpty();
    }

    private List<Sample> of(Workload workload, String peer) {
        return samples.getOrDefault(workload, Map.of()).getOrDefault(peer, List.of());
    }

    double median(Workload workload, String peer) {
        return median(workload, peer, Sample::value);
    }

    double medianPerSecond(Workload workload, String peer) {
        return median(workload, peer, Sample::perSecond);
    }

    private double median(Workload workload, String peer, ToDoubleFunction<Sample> figure) {
        double[] sorted = of(workload, peer).stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** One median divided by another; empty if one is not there, or nothing can be divided by. */
    OptionalDouble ratio(Workload workload, String peer, String to) {
        return has(workload, peer) && has(workload, to) && median(workload, to) > 0
                ? OptionalDouble.of(median(workload, peer) / median(workload, to))
                : OptionalDouble.empty();
    }

    /** Each sample, for whoever wants to see how far they are apart. */
    String toJson(String machine) {
        JsonObject json = new JsonObject();
        json.addProperty("machine", machine);
        JsonArray rows = new JsonArray();
        samples.forEach((workload, byPeer) -> {
            JsonObject row = new JsonObject();
            row.addProperty("workload", workload.title());
            row.addProperty("client", workload.client().shown());
            row.addProperty("unit", workload.unit());
            JsonObject peers = new JsonObject();
            byPeer.keySet().forEach(peer -> peers.add(peer, toJson(workload, peer)));
            row.add("peers", peers);
            rows.add(row);
        });
        json.add("rows", rows);
        return new GsonBuilder().setPrettyPrinting().create().toJson(json);
    }

    private JsonObject toJson(Workload workload, String peer) {
        JsonObject json = new JsonObject();
        json.addProperty("median", median(workload, peer));
        ratio(workload, peer, Report.LIMIT)
                .ifPresent(ratio -> json.addProperty("ratio to " + Report.LIMIT, ratio));
        JsonArray values = new JsonArray();
        of(workload, peer).forEach(sample -> values.add(sample.value()));
        json.add("samples", values);
        return json;
    }
}
