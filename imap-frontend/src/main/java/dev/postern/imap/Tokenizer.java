package dev.postern.imap;

import java.util.Arrays;
import java.util.List;

/** Cuts the arguments in one line of a command into tokens, strictly: one space between two. */
final class Tokenizer {

    enum Outcome {
        /** The line can be the end of the command. */
        COMPLETE,
        /** The line ends where a token is due, which only a literal can be. */
        TOKEN_DUE,
        INVALID
    }

    private final byte[] line;
    private final int end;
    private final List<Token> tokens;
    private int at;

    /**
     * @param tokens receives what is found
     */
    Tokenizer(byte[] line, int from, int end, List<Token> tokens) {
        this.line = line;
        this.at = from;
        this.end = end;
        this.tokens = tokens;
    }

    Outcome run() {
        Outcome outcome = Outcome.COMPLETE;
        while (at < end && outcome != Outcome.INVALID) {
            outcome = outcome == Outcome.TOKEN_DUE ? token() : separator();
        }
        return outcome;
    }

    private Outcome separator() {
        return switch (line[at]) {
            case ' ' -> {
                at++;
                yield Outcome.TOKEN_DUE;
            }
            case ')' -> parenthesis(Token.Kind.CLOSE, Outcome.COMPLETE);
            default -> Outcome.INVALID;
        };
    }

    private Outcome token() {
        return switch (line[at]) {
            case '(' -> parenthesis(Token.Kind.OPEN, Outcome.TOKEN_DUE);
            case ')' -> parenthesis(Token.Kind.CLOSE, Outcome.COMPLETE);
            case '"' -> quoted();
            default -> atom();
        };
    }

    private Outcome parenthesis(Token.Kind kind, Outcome outcome) {
        tokens.add(new Token(kind, new byte[0]));
        at++;
        return outcome;
    }

    private Outcome atom() {
        int start = at;
        while (at < end && Grammar.isAstring(line[at])) {
            at++;
        }
        if (at == start) {
            return Outcome.INVALID;
        }
        tokens.add(new Token(Token.Kind.ATOM, Arrays.copyOfRange(line, start, at)));
        return Outcome.COMPLETE;
    }

    private Outcome quoted() {
        byte[] content = new byte[end - at];
        int length = 0;
        at++;
        while (at < end && line[at] != '"') {
            if (line[at] == '\\') {
                at++;
                if (at == end || (line[at] != '"' && line[at] != '\\')) {
                    return invalid(content);
                }
            }
            content[length++] = line[at++];
        }
        if (at == end) {
            return invalid(content);
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, Arrays.copyOf(content, length)));
        Arrays.fill(content, (byte) 0);
        return Outcome.COMPLETE;
    }

    private static Outcome invalid(byte[] content) {
        Arrays.fill(content, (byte) 0);
        return Outcome.INVALID;
    }
}
