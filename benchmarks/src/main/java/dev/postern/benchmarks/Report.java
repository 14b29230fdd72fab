package dev.postern.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Findings as tables in Markdown. */
final class Report {

    /** Who is measured, and whom it is measured by. */
    static final String SUBJECT = "Postern";

    static final String LIMIT = "haproxy";
    static final String DIRECT = "direct";

    private static final String RATES =
            """
            | per second (GiB, or how many) | direct | through Postern |
            |---|---:|---:|
            """;

    private final Findings findings;

    Report(Findings findings) {
        this.findings = findings;
    }

    /** Both tables, and what is to be known about them. */
    String toMarkdown(String caption) {
        return """
        What each costs, of its own processor time and memory; medians of one run in which all took turns.

        %s
        What the same programs did without any proxy, and with Postern between: they are not what was measured.

        %s
        %s
        """
                .formatted(costs(), rates(), caption);
    }

    private String costs() {
        List<String> peers =
                findings.peers().stream().filter(peer -> !peer.equals(DIRECT)).toList();
        StringBuilder table = new StringBuilder("| |");
        peers.forEach(peer -> table.append(' ').append(peer).append(" |"));
        table.append(" Postern : haproxy |\n|---|");
        table.append("---:|".repeat(peers.size() + 1)).append('\n');
        for (Workload workload : findings.workloads()) {
            table.append("| ").append(workload.name()).append(": ").append(workload.unit());
            table.append(" |");
            for (String peer : peers) {
                table.append(' ').append(cell(workload, peer)).append(" |");
            }
            table.append(' ').append(ratio(workload)).append(" |\n");
        }
        return table.toString();
    }

    /** What could be done without a proxy, beside what was done with one. */
    private String rates() {
        return findings.workloads().stream()
                .filter(workload -> findings.has(workload, DIRECT))
                .map(workload ->
                        "| %s | %s | %s |"
                                .formatted(
                                        workload.name(),
                                        rate(workload, DIRECT),
                                        rate(workload, SUBJECT)))
                .collect(Collectors.joining("\n", RATES, "\n"));
    }

    private String cell(Workload workload, String peer) {
        return findings.has(workload, peer)
                ? number(findings.median(workload, peer), workload.decimals())
                : "";
    }

    private String ratio(Workload workload) {
        OptionalDouble ratio = findings.ratio(workload, SUBJECT, LIMIT);
        return ratio.isPresent() ? number(ratio.getAsDouble(), 2) : "";
    }

    private String rate(Workload workload, String peer) {
        double rate = findings.medianPerSecond(workload, peer);
        return number(rate, rate < 100 ? 2 : 0);
    }

    private static String number(double number, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
