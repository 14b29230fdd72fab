package dev.postern.smtp.gate;

import dev.postern.core.login.CloseReason;

import io.netty.buffer.ByteBuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The client's octets are commands. */
final class Commands implements Stage {

    /** A broken program in a loop; RFC 5321 4.3.2 wants some of them to be borne. */
    private static final int ERRORS_ALLOWED = 20;

    /** A number of which any sum is far below what a long holds. */
    private static final Pattern CHUNK =
            Pattern.compile("([0-9]{1,15})( +LAST)?", Pattern.CASE_INSENSITIVE);

    private static final String LAST_WORDS = "221 2.0.0 Goodbye";

    private final Conversation conversation;
    private final String ehloName;
    private final Offers offers;
    private final CommandLines lines = new CommandLines();

    /** As the last EHLO or HELO was answered. */
    private Chunking chunking;

    private int errors;

    Commands(Conversation conversation, String ehloName, Chunking chunking) {
        this.conversation = conversation;
        this.ehloName = ehloName;
        this.chunking = chunking;
        this.offers = new Offers(conversation.policy().largestMessage());
    }

    @Override
    public Stage read(ByteBuf octets) {
        Optional<CommandLines.Line> line = lines.next(octets);
        return line.isEmpty()
                ? this
                : switch (line.get()) {
                    case CommandLines.Line.Refused refused -> error(refused.refusal());
                    case CommandLines.Line.Complete complete -> command(complete.command());
                };
    }

    @Override
    public boolean mayEnd() {
        return true;
    }

    @Override
    public Stage lost(String words) {
        return conversation.goodbye(words, CloseReason.UPSTREAM_CLOSED);
    }

    private Stage command(CommandLine line) {
        String argument = line.argument();
        return switch (line.verb()) {
            case "EHLO" -> argument.isEmpty() ? nameMissing("EHLO") : ehlo();
            case "HELO" -> argument.isEmpty() ? nameMissing("HELO") : helo();
            case "MAIL" -> mail(argument);
            case "RCPT" -> recipient(argument);
            case "DATA" ->
                    argument.isEmpty()
                            ? conversation.whenIdle(this::data)
                            : refused("DATA", "501 5.5.4 DATA takes no argument");
            case "BDAT" -> chunk(argument);
            case "RSET" -> {
                conversation.forgetMessage();
                yield passed("RSET");
            }
            case "NOOP" -> passed("NOOP");
            case "QUIT" -> conversation.leave(LAST_WORDS, CloseReason.CLIENT_CLOSED);
            case "HELP" -> said("214 2.0.0 What this app may send is for its owner to say");
            case "VRFY" -> said("252 2.5.0 Not verified, send mail to try");
            default -> unknown(line.verb());
        };
    }

    /** The verb is not repeated anywhere: it may be a password out of step. */
    private Stage unknown(String verb) {
        Refusal refusal =
                Verb.refusal(verb)
                        .orElseThrow(() -> new IllegalStateException("on the list, but not read"));
        if (refusal.denied().isEmpty()) {
            return error(refusal);
        }
        conversation.refuse(verb, refusal);
        return this;
    }

    private Stage ehlo() {
        conversation.forgetMessage();
        conversation.pass(
                "EHLO",
                "EHLO " + ehloName,
                reply -> Optional.of(reply.isPositive() ? greeted(reply) : reply.words()));
        return this;
    }

    private String greeted(ProviderReply reply) {
        List<String> keywords =
                offers.of(
                        reply.lines().stream()
                                .skip(1)
                                .map(line -> line.length() > 4 ? line.substring(4) : "")
                                .toList());
        chunking = Offers.offersChunks(keywords) ? Chunking.OFFERED : Chunking.NOT_OFFERED;
        String first = reply.lines().getFirst();
        List<String> shown = new ArrayList<>();
        shown.add(first.length() > 4 ? first.substring(4) : "");
        shown.addAll(keywords);
        String last = shown.removeLast();
        StringBuilder words = new StringBuilder();
        shown.forEach(line -> words.append("250-").append(line).append("\r\n"));
        return words.append("250 ").append(last).toString();
    }

    private Stage helo() {
        conversation.forgetMessage();
        conversation.pass(
                "HELO",
                "HELO " + ehloName,
                reply -> {
                    if (reply.isPositive()) {
                        chunking = Chunking.NOT_OFFERED;
                    }
                    return Optional.of(reply.words());
                });
        return this;
    }

    private Stage mail(String argument) {
        conversation.forgetMessage();
        switch (conversation.envelope().mail(argument)) {
            case Envelope.Judged.Refused refused -> conversation.refuse("MAIL", refused.refusal());
            case Envelope.Judged.Passed passed -> {
                Message message = new Message(passed.letters());
                conversation.begin(message);
                conversation.pass(
                        "MAIL",
                        passed.line(),
                        reply -> {
                            message.mailAnswered(reply);
                            return Optional.of(reply.words());
                        });
            }
        }
        return this;
    }

    private Stage recipient(String argument) {
        if (conversation.message().isEmpty()) {
            return refused("RCPT", "503 5.5.1 MAIL first");
        }
        Message message = conversation.message().get();
        switch (conversation.envelope().recipient(argument, message.letters())) {
            case Envelope.Judged.Refused refused -> conversation.refuse("RCPT", refused.refusal());
            case Envelope.Judged.Passed passed ->
                    conversation.pass(
                            "RCPT",
                            passed.line(),
                            reply -> {
                                message.recipientAnswered(reply);
                                return Optional.of(reply.words());
                            });
        }
        return this;
    }

    private Stage data() {
        Optional<Message> message =
                conversation.message().filter(it -> it.hasEnvelope() && !it.hasChunks());
        if (message.isEmpty()) {
            return refused("DATA", "503 5.5.1 MAIL and RCPT first");
        }
        if (!conversation.takeOfQuota()) {
            conversation.refuse("DATA", Words.TOO_MANY);
            return this;
        }
        return DataTransfer.begin(conversation, message.get());
    }

    private Stage chunk(String argument) {
        Matcher chunk = CHUNK.matcher(argument);
        if (!chunk.matches()) {
            conversation.report("BDAT", Refusal.ofGrammar(""));
            // How many octets follow is not known, and they must not be read as commands.
            return conversation.leave(
                    "501 5.5.4 Expected: BDAT octets [LAST]\r\n421 4.7.0 Out of step, closing",
                    CloseReason.CLIENT_OUT_OF_STEP);
        }
        long size = Long.parseLong(chunk.group(1));
        ChunkTransfer.Place place =
                chunk.group(2) == null ? ChunkTransfer.Place.INNER : ChunkTransfer.Place.LAST;
        return conversation.whenIdle(
                () -> new ChunkTransfer(conversation, size, place).begin(chunking));
    }

    private Stage nameMissing(String verb) {
        return refused(verb, "501 5.5.4 Say your name behind the command");
    }

    private Stage passed(String verb) {
        conversation.pass(verb, verb, reply -> Optional.of(reply.words()));
        return this;
    }

    private Stage said(String words) {
        conversation.replies().ours(words);
        return this;
    }

    private Stage refused(String command, String words) {
        conversation.refuse(command, Refusal.ofGrammar(words));
        return this;
    }

    private Stage error(Refusal refusal) {
        conversation.refuse("", refusal);
        return ++errors < ERRORS_ALLOWED
                ? this
                : conversation.leave(
                        "421 4.7.0 Too many errors, closing the connection",
                        CloseReason.TOO_MANY_ERRORS);
    }
}
