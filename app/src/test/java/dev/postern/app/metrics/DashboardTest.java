package dev.postern.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The dashboard as Grafana documents its JSON model, since no Grafana is there to load it. What its
 * expressions find is asked of a real Prometheus, by scripts/test-metrics.
 */
class DashboardTest {
    private static final Path FILE = Path.of("src/main/dist/share/grafana/postern.json");

    /** Of Grafana's grid. */
    private static final int COLUMNS = 24;

    /** Older ones are changed when they are loaded; this is Grafana 11's. */
    private static final int SCHEMA = 39;

    private JsonObject dashboard = new JsonObject();
    private List<JsonObject> panels = List.of();

    @BeforeEach
    void read() throws Exception {
        dashboard = JsonParser.parseString(Files.readString(FILE)).getAsJsonObject();
        panels = objects(dashboard, "panels");
    }

    private static List<JsonObject> objects(JsonObject within, String key) {
        return StreamSupport.stream(within.getAsJsonArray(key).spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static String text(JsonObject within, String key) {
        return within.get(key).getAsString();
    }

    @Test
    void itHasANameOfItsOwnAndTheSchemaItIsWrittenIn() {
        assertThat(text(dashboard, "title")).isEqualTo("Postern");
        assertThat(text(dashboard, "uid")).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(dashboard.get("schemaVersion").getAsInt()).isEqualTo(SCHEMA);
        assertThat(dashboard.getAsJsonObject("time").keySet()).containsExactly("from", "to");
        // A number here would be that of a dashboard in the Grafana that it was taken from.
        assertThat(dashboard.has("id")).isFalse();
    }

    @Test
    void whoLoadsItChoosesThePrometheus() {
        assertThat(objects(dashboard.getAsJsonObject("templating"), "list"))
                .singleElement()
                .satisfies(variable -> {
                    assertThat(text(variable, "type")).isEqualTo("datasource");
                    assertThat(text(variable, "query")).isEqualTo("prometheus");
                    assertThat(text(variable, "name")).isEqualTo("datasource");
                });
        assertThat(panels)
                .allSatisfy(panel ->
                        assertThat(panel.getAsJsonObject("datasource"))
                                .hasToString(
                                        "{\"type\":\"prometheus\",\"uid\":\"${datasource}\"}"));
    }

    @Test
    void eachPanelAsksSomethingAndShowsItInAUnit() {
        assertThat(panels).isNotEmpty();
        assertThat(panels).extracting(panel -> panel.get("id").getAsInt()).doesNotHaveDuplicates();
        assertThat(panels)
                .allSatisfy(panel -> {
                    assertThat(text(panel, "title")).isNotBlank();
                    assertThat(text(panel, "type")).isIn("timeseries", "stat");
                    JsonObject defaults =
                            panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
                    assertThat(text(defaults, "unit"))
                            .isIn(Set.of("short", "ops", "s", "d", "Bps", "bytes"));
                    assertThat(objects(panel, "targets"))
                            .isNotEmpty()
                            .allSatisfy(target -> assertThat(text(target, "expr")).isNotBlank())
                            .extracting(target -> text(target, "refId"))
                            .doesNotHaveDuplicates();
                });
    }

    @Test
    void noPanelLiesOnAnotherOrLeavesTheGrid() {
        List<String> taken = new ArrayList<>();
        for (JsonObject panel : panels) {
            JsonObject place = panel.getAsJsonObject("gridPos");
            int left = place.get("x").getAsInt();
            int right = left + place.get("w").getAsInt();
            int top = place.get("y").getAsInt();
            assertThat(left).isNotNegative();
            assertThat(right).isLessThanOrEqualTo(COLUMNS);
            for (int x = left; x < right; x++) {
                for (int y = top; y < top + place.get("h").getAsInt(); y++) {
                    taken.add(x + "," + y);
                }
            }
        }
        assertThat(taken).doesNotHaveDuplicates();
    }
}
