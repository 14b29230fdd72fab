package dev.postern.app.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Lists for people, and for scripts. */
final class Printing {
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final Gson ON_ONE_LINE = new GsonBuilder().disableHtmlEscaping().create();

    private Printing() {}

    /** For whom something is printed. */
    enum Form {
        TEXT,
        JSON;

        static Form option(boolean json) {
            return json ? JSON : TEXT;
        }
    }

    static void json(Terminal terminal, Object value) {
        terminal.say(GSON.toJson(value));
    }

    /** The same on one line. */
    static void jsonLine(Terminal terminal, Object value) {
        terminal.say(ON_ONE_LINE.toJson(value));
    }

    /** Columns as wide as they must be; the first row names them. */
    static void table(Terminal terminal, List<List<String>> rows) {
        table(terminal, rows, row -> List.of());
    }

    /**
     * @param below what stands below a row, of which that after the names is 0
     */
    static void table(Terminal terminal, List<List<String>> rows, IntFunction<List<String>> below) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.getFirst().size(); column++) {
            int place = column;
            widths.add(rows.stream().mapToInt(row -> row.get(place).length()).max().orElse(0));
        }
        for (int i = 0; i < rows.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.size(); column++) {
                String cell = rows.get(i).get(column);
                line.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
            }
            if (i == 0) {
                terminal.headline(line.toString().stripTrailing());
            } else {
                terminal.say(line.toString().stripTrailing());
                below.apply(i - 1).forEach(terminal::say);
            }
        }
    }
}
