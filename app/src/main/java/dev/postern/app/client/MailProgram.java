package dev.postern.app.client;

import com.google.gson.Gson;

import dev.postern.app.resource.TextResource;
import dev.postern.core.account.Protocol;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A mail program whose configuration can be written, from {@code clients.json} beside this class.
 *
 * @param name what people type
 * @param aliases what they may type instead
 * @param syntax of its file
 * @param protocols that it speaks, in the words of the configuration
 * @param needs without which of them its file makes no sense
 * @param lacks ways to encrypt that it does not know
 * @param place where the file belongs, or what becomes of it, in a sentence
 * @param steps what else is to be done, each in a sentence
 * @param tried with what its file was tried; {@code untested}: with nothing
 */
public record MailProgram(
        String name,
        List<String> aliases,
        String title,
        Syntax syntax,
        List<String> protocols,
        List<String> needs,
        List<Encryption> lacks,
        String place,
        List<String> steps,
        String tried) {

    private static final String RESOURCE = "clients.json";
    private static final Pattern PASSWORD_COMMAND =
            Pattern.compile("\\{\\{(imap|smtp)\\.password(Line)?}}");

    /** For the reader of JSON. */
    private record All(List<MailProgram> clients) {}

    /** All of them, in the order of the file. */
    public static List<MailProgram> all() {
        return List.copyOf(
                new Gson()
                        .fromJson(TextResource.of(MailProgram.class, RESOURCE), All.class)
                        .clients());
    }

    /** The one of this name, or with this other name. */
    public static Optional<MailProgram> named(String typed) {
        String name = typed.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(program -> program.name.equals(name) || program.aliases.contains(name))
                .findFirst();
    }

    public boolean speaks(Protocol protocol) {
        return protocols.contains(protocol.word());
    }

    /** What it cannot do without. */
    public Set<Protocol> necessary() {
        return Set.of(Protocol.values()).stream()
                .filter(protocol -> needs.contains(protocol.word()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Its file. */
    public String fill(ClientValues values) {
        return new Template(TextResource.of(MailProgram.class, name + ".tmpl"))
                .fill(values, syntax);
    }

    /** Whether its file names a command that prints the password; others ask a person. */
    public boolean runsPasswordCommand() {
        return PASSWORD_COMMAND.matcher(TextResource.of(MailProgram.class, name + ".tmpl")).find();
    }

    /** What its file does not say: where it belongs, and what else is to be done. */
    public List<String> steps(ClientValues values) {
        return Stream.concat(Stream.of(place), steps.stream())
                .map(step -> new Template(step).fill(values, Syntax.TEXT))
                .toList();
    }
}
