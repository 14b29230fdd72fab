package dev.postern.app.command;

import dev.postern.app.help.Topic;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows what a command does, or a page of the documentation. */
@Command(
        name = "help",
        helpCommand = true,
        description = "Shows what a command does, or a page of the documentation.")
final class HelpCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND|TOPIC",
            description = "A command, also with one of its own: account add. Or a topic.")
    private List<String> words = List.of();

    HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException {
        CommandLine top = spec.parent().commandLine();
        if (words.isEmpty()) {
            top.usage(terminal.out());
            terminal.say("");
            terminal.headline("Topics, each a page: postern help TOPIC");
            for (Topic topic : Topic.values()) {
                terminal.say("  %-16s %s".formatted(topic.word(), topic.title()));
            }
            return ExitCode.OK.number();
        }
        Optional<CommandLine> command = command(top);
        Optional<Topic> topic =
                words.size() == 1 ? Topic.named(words.getFirst()) : Optional.empty();
        command.ifPresent(found -> found.usage(terminal.out()));
        if (command.isPresent() && topic.isPresent()) {
            terminal.say("");
        }
        topic.ifPresent(page -> terminal.say(page.text().stripTrailing()));
        if (command.isEmpty() && topic.isEmpty()) {
            throw new CommandException(
                    ExitCode.USAGE,
                    "There is no command and no topic %s. Topics: %s. Commands: postern --help"
                            .formatted(String.join(" ", words), topics()));
        }
        return ExitCode.OK.number();
    }

    /** The words one after the other, each below the one before. */
    private Optional<CommandLine> command(CommandLine top) {
        CommandLine found = top;
        for (String word : words) {
            CommandLine below = found.getSubcommands().get(word);
            if (below == null) {
                return Optional.empty();
            }
            found = below;
        }
        return Optional.of(found);
    }

    private static String topics() {
        List<String> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(topic.word());
        }
        return String.join(", ", topics);
    }
}
