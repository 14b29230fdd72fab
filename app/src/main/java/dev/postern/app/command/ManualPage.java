package dev.postern.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page postern(1), made from what the commands say of themselves: man(7). */
final class ManualPage {
    private final StringBuilder page = new StringBuilder();

    private ManualPage() {}

    static String of(CommandLine top) {
        ManualPage manual = new ManualPage();
        manual.write(top);
        return manual.page.toString();
    }

    private void write(CommandLine top) {
        CommandSpec spec = top.getCommandSpec();
        macro(".TH POSTERN 1 \"\" \"postern " + Version.text() + "\"");
        section("NAME");
        text("postern - local bridge from any mail program to any mail provider");
        section("SYNOPSIS");
        synopsis(spec);
        section("DESCRIPTION");
        lines(spec.usageMessage().description());
        section("OPTIONS");
        text("All commands have these.");
        arguments(spec);
        section("COMMANDS");
        top.getSubcommands().values().forEach(each -> command(each, "postern"));
        section("EXIT STATUS");
        spec.usageMessage().exitCodeList().forEach(this::item);
        section("FILES");
        FILES.forEach(this::item);
    }

    private static final Map<String, String> FILES =
            Map.of(
                    "~/.config/postern, /etc/postern",
                    "The configuration, of a user and of the system service.",
                    "~/.local/state/postern, /var/lib/postern",
                    "What the program writes: the vault, certificates, the audit log.");

    private void command(CommandLine line, String above) {
        CommandSpec spec = line.getCommandSpec();
        if (spec.usageMessage().hidden()) {
            return;
        }
        String name = above + " " + spec.name();
        macro(".SS \"" + escaped(name) + "\"");
        if (line.getSubcommands().isEmpty()) {
            synopsis(spec);
            macro(".PP");
        }
        lines(spec.usageMessage().description());
        arguments(spec);
        line.getSubcommands().values().forEach(each -> command(each, name));
    }

    private void synopsis(CommandSpec spec) {
        String words = new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0);
        macro(".B " + escaped(words.strip().replaceAll("\\s+", " ")));
    }

    private void arguments(CommandSpec spec) {
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            if (!parameter.hidden()) {
                item(parameter.paramLabel(), description(parameter));
            }
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && !option.inherited() && !option.usageHelp()) {
                item(
                        String.join(", ", option.names())
                                + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                        description(option));
            }
        }
    }

    private static String description(ArgSpec argument) {
        return String.join(" ", argument.description());
    }

    private void item(String term, String meaning) {
        macro(".TP");
        macro(".B " + escaped(term));
        text(meaning);
    }

    /** What is indented is shown as it is. */
    private void lines(String... lines) {
        for (String line : lines) {
            if (line.isBlank()) {
                macro(".PP");
            } else if (line.startsWith(" ")) {
                macro(".nf");
                text(line);
                macro(".fi");
            } else {
                text(line);
            }
        }
    }

    private void section(String title) {
        macro(".SH " + title);
    }

    private void macro(String line) {
        page.append(line).append('\n');
    }

    /** Each sentence begins a line, so that the spaces between them are the formatter's. */
    private void text(String text) {
        List<String> lines =
                Stream.of(text.replace("%n", "\n").replace("%%", "%").split("\n", -1)).toList();
        macro(lines.stream().map(ManualPage::escaped).collect(Collectors.joining("\n.br\n")));
    }

    /** A line that begins with a dot or an apostrophe would be a macro. */
    private static String escaped(String text) {
        String plain = text.replace("\\", "\\e").replace("-", "\\-");
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
