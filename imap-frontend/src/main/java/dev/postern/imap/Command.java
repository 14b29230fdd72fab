package dev.postern.imap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command of a client while it comes: a line, or lines with literals between them. It may be
 * refused before it is complete; the rest of it must be read all the same. Used by one dialogue, on
 * its event loop.
 */
final class Command {

    /**
     * The longest tags in use have a dozen characters; ours are echoed, so they are not for storing
     * octets in.
     */
    private static final int TAG_LIMIT = 128;

    private static final String NO_TAG = "*";

    private final String tag;
    private final Verb verb;
    private final int headLength;
    private final List<Token> arguments = new ArrayList<>();
    private Optional<Answer> refusal = Optional.empty();

    private Command(String tag, Verb verb, int headLength) {
        this.tag = tag;
        this.verb = verb;
        this.headLength = headLength;
    }

    /** The command that begins with this line; {@link #addHead} takes the line's arguments next. */
    static Command beginning(byte[] line) {
        int tagEnd = 0;
        while (tagEnd < line.length && Grammar.isTag(line[tagEnd])) {
            tagEnd++;
        }
        int verbEnd = Math.min(tagEnd + 1, line.length);
        while (verbEnd < line.length && Grammar.isAtom(line[verbEnd])) {
            verbEnd++;
        }
        boolean tagged = tagEnd > 0 && tagEnd <= TAG_LIMIT && verbEnd > tagEnd + 1;
        if (!tagged || line[tagEnd] != ' ') {
            Command none = new Command(NO_TAG, Verb.UNKNOWN, line.length);
            none.refuse(Answer.bad(NO_TAG, Sentences.NO_COMMAND));
            return none;
        }
        Verb verb = Verb.of(ascii(line, tagEnd + 1, verbEnd - tagEnd - 1));
        return new Command(ascii(line, 0, tagEnd), verb, verbEnd);
    }

    private static String ascii(byte[] line, int from, int length) {
        return new String(line, from, length, StandardCharsets.US_ASCII);
    }

    /** Takes the arguments in the first line; what is returned says whether a literal follows. */
    Optional<LiteralMarker> addHead(byte[] line) {
        return add(line, headLength);
    }

    /** The same for a line behind a literal. */
    Optional<LiteralMarker> addRest(byte[] line) {
        return add(line, 0);
    }

    private Optional<LiteralMarker> add(byte[] line, int from) {
        Optional<LiteralMarker> marker = LiteralMarker.of(line);
        int end = marker.map(LiteralMarker::start).orElse(line.length);
        if (refusal.isEmpty()) {
            Tokenizer.Outcome outcome = new Tokenizer(line, from, end, arguments).run();
            Tokenizer.Outcome wanted =
                    marker.isPresent() ? Tokenizer.Outcome.TOKEN_DUE : Tokenizer.Outcome.COMPLETE;
            if (outcome != wanted) {
                refuse(Answer.bad(tag, Sentences.NO_ARGUMENTS));
            }
        }
        return marker;
    }

    void addLiteral(byte[] octets) {
        arguments.add(new Token(Token.Kind.STRING, octets.clone()));
    }

    String tag() {
        return tag;
    }

    Verb verb() {
        return verb;
    }

    List<Token> arguments() {
        return arguments;
    }

    Optional<Answer> refusal() {
        return refusal;
    }

    /** Whatever still comes of it is only read; the first refusal counts. */
    void refuse(Answer answer) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(answer);
        }
        wipe();
    }

    void wipe() {
        arguments.forEach(Token::wipe);
        arguments.clear();
    }
}
