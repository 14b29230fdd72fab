package dev.postern.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Draws the findings for the README: for each workload a group of bars, one a proxy, as long as it
 * costs more than haproxy. It has its own background, in the light and in the dark.
 */
final class Chart {

    private static final int WIDTH = 780;
    private static final int LABEL = 260;
    private static final int BAR = 9;
    private static final int GROUP_GAP = 9;
    private static final int HEAD = 62;
    private static final int FOOT = 54;

    /** What the axis shows; a longer bar is cut, and says its number. */
    private static final int MOST = 4;

    private static final int UNIT = (WIDTH - LABEL - 60) / MOST;

    private static final String STYLE =
            """
            <style>
            .paper { fill: #ffffff } .word { fill: #1f2328 } .quiet { fill: #59636e }
            .grid { stroke: #d1d9e0 } .limit { stroke: #1f2328 }
            .p0 { fill: #0969da } .p1 { fill: #bf8700 } .p2 { fill: #8250df } .p3 { fill: #1a7f37 }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #0d1117 } .word { fill: #f0f6fc } .quiet { fill: #9198a1 }
            .grid { stroke: #3d444d } .limit { stroke: #f0f6fc }
            .p0 { fill: #4493f8 } .p1 { fill: #d29922 } .p2 { fill: #ab7df8 } .p3 { fill: #3fb950 }
            }
            </style>
            """;

    private final Findings findings;

    /** Without haproxy, which is the line at 1. */
    private final List<String> peers;

    Chart(Findings findings) {
        this.findings = findings;
        peers =
                findings.peers().stream()
                        .filter(peer -> !peer.equals(Report.DIRECT))
                        .filter(peer -> !peer.equals(Report.LIMIT))
                        .toList();
    }

    String toSvg(String caption) {
        StringBuilder groups = new StringBuilder();
        int y = HEAD;
        for (Workload workload : findings.workloads()) {
            y += GROUP_GAP;
            groups.append(group(workload, y));
            y += Math.max(1, peers.size()) * BAR;
        }
        int height = y + FOOT;
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                                .formatted(WIDTH, height)
                        + "font-family=\"system-ui, sans-serif\" font-size=\"11\" role=\"img\">\n"
                        + "<title>Cost of mail proxies, as multiples of haproxy's</title>\n"
                        + STYLE
                        + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        svg.append(
                text(8, 18, "start", "word", "Cost beside haproxy's, which is 1; less is better"));
        legend(svg);
        axis(svg, y + GROUP_GAP);
        svg.append(groups);
        // Two lines, as it names the machine and all versions.
        int middle = caption.indexOf(';');
        svg.append(text(8, height - 20, "start", "quiet", caption.substring(0, middle + 1)));
        svg.append(text(8, height - 7, "start", "quiet", caption.substring(middle + 1).strip()));
        return svg.append("</svg>\n").toString();
    }

    private void legend(StringBuilder svg) {
        for (int i = 0; i < peers.size(); i++) {
            int x = LABEL + i * 100;
            svg.append(bar(x, 28, 12, i));
            svg.append(text(x + 18, 36, "start", "word", peers.get(i)));
        }
        int x = LABEL + peers.size() * 100;
        svg.append(line("limit", x + 6, 26, 38));
        svg.append(text(x + 14, 36, "start", "word", Report.LIMIT));
    }

    private static void axis(StringBuilder svg, int bottom) {
        for (int times = 0; times <= MOST; times++) {
            int x = LABEL + times * UNIT;
            svg.append(line(times == 1 ? "limit" : "grid", x, HEAD - 4, bottom));
            svg.append(text(x, HEAD - 8, "middle", "quiet", times + " x"));
        }
    }

    private String group(Workload workload, int y) {
        StringBuilder group = new StringBuilder();
        int middle = y + peers.size() * BAR / 2 + 3;
        group.append(text(LABEL - 8, middle, "end", "word", workload.name()));
        for (int i = 0; i < peers.size(); i++) {
            OptionalDouble ratio = cost(workload, peers.get(i));
            if (ratio.isPresent()) {
                double shown = Math.max(0, Math.min(MOST, ratio.getAsDouble()));
                int width = Math.max(1, (int) (shown * UNIT));
                int top = y + i * BAR;
                group.append(bar(LABEL, top, width, i));
                String number = String.format(Locale.ROOT, "%.2f", ratio.getAsDouble());
                String words = ratio.getAsDouble() > MOST ? number + " \u2192" : number;
                group.append(text(LABEL + width + 4, top + BAR - 1, "start", "quiet", words));
            }
        }
        return group.toString();
    }

    /** How many are done in a second is turned around: less of it costs more. */
    private OptionalDouble cost(Workload workload, String peer) {
        return workload.unit().equals(Workloads.RATE)
                ? findings.ratio(workload, Report.LIMIT, peer)
                : findings.ratio(workload, peer, Report.LIMIT);
    }

    private static String bar(int x, int y, int width, int colour) {
        return "<rect class=\"p%d\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>\n"
                .formatted(colour % 4, x, y, width, BAR - 1);
    }

    private static String line(String kind, int x, int top, int bottom) {
        return "<line class=\"%s\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>\n"
                .formatted(kind, x, x, top, bottom);
    }

    private static String text(int x, int y, String anchor, String kind, String words) {
        return "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n"
                .formatted(
                        kind,
                        x,
                        y,
                        anchor,
                        kind.equals("quiet") ? " font-size=\"9\"" : "",
                        words.replace("&", "&amp;").replace("<", "&lt;"));
    }
}
