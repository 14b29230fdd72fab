package dev.postern.benchmarks;

import java.util.List;
import java.util.Locale;

/** Draws some of the findings as bars, for the README. */
final class Chart {

    private static final int WIDTH = 760;
    private static final int LABEL = 230;
    private static final int BAR = 14;
    private static final int GAP = 14;
    private static final int HEAD = 34;
    private static final List<String> COLOURS =
            List.of("#1f6feb", "#8b949e", "#c69026", "#a371f7", "#57ab5a");

    private final Findings findings;

    Chart(Findings findings) {
        this.findings = findings;
    }

    /** One group of bars for each workload, each drawn to the largest of its group. */
    String toSvg(String caption) {
        List<String> peers =
                findings.peers().stream().filter(peer -> !peer.equals(Report.DIRECT)).toList();
        StringBuilder svg = new StringBuilder();
        int y = HEAD;
        for (int i = 0; i < peers.size(); i++) {
            int x = LABEL + i * 110;
            svg.append(rectangle(x, 10, 12, COLOURS.get(i % COLOURS.size())));
            svg.append(text(x + 18, 20, "start", peers.get(i)));
        }
        for (Workload workload : findings.workloads()) {
            y += GAP;
            svg.append(text(LABEL - 8, y + 12, "end", workload.name()));
            svg.append(text(LABEL - 8, y + 26, "end", workload.unit()));
            double largest =
                    peers.stream()
                            .filter(peer -> findings.has(workload, peer))
                            .mapToDouble(peer -> findings.median(workload, peer))
                            .max()
                            .orElse(1);
            for (int i = 0; i < peers.size(); i++) {
                if (findings.has(workload, peers.get(i))) {
                    double value = Math.max(0, findings.median(workload, peers.get(i)));
                    int width = (int) Math.max(1, value / largest * (WIDTH - LABEL - 70));
                    svg.append(rectangle(LABEL, y, width, COLOURS.get(i % COLOURS.size())));
                    svg.append(
                            text(
                                    LABEL + width + 6,
                                    y + 11,
                                    "start",
                                    String.format(
                                            Locale.ROOT, "%." + workload.decimals() + "f", value)));
                    y += BAR;
                }
            }
        }
        y += GAP;
        svg.append(text(8, y + 12, "start", caption));
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                        .formatted(WIDTH, y + 24)
                + "font-family=\"sans-serif\" font-size=\"11\">\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + svg
                + "</svg>\n";
    }

    private static String rectangle(int x, int y, int width, String colour) {
        return "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
                .formatted(x, y, width, BAR - 2, colour);
    }

    private static String text(int x, int y, String anchor, String words) {
        return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
                .formatted(x, y, anchor, words.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
