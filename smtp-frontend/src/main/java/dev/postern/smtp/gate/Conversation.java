package dev.postern.smtp.gate;

import dev.postern.core.access.App;
import dev.postern.core.access.SendingQuota;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.gate.GateOwner;
import dev.postern.core.login.CloseReason;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the stages of one session share, and what they all do alike. On its event loop. */
final class Conversation {

    private final App app;
    private final GateOwner owner;
    private final SendingQuota quota;
    private final Envelope envelope;
    private final Ends ends;
    private final Counts counts = new Counts();
    private final ReplyQueue replies;
    private final Stage commands;
    private Stage stage;
    private Optional<Message> message = Optional.empty();
    private boolean leaving;
    private boolean ended;

    /**
     * @param ehloName what we call ourselves at the provider
     */
    Conversation(
            App app,
            GateOwner owner,
            SendingQuota quota,
            Ends ends,
            String ehloName,
            Chunking chunking) {
        this.app = app;
        this.owner = owner;
        this.quota = quota;
        this.ends = ends;
        this.envelope = new Envelope(app.policy().smtp());
        this.replies = new ReplyQueue(ends::say, ends::show);
        this.commands = new Commands(this, ehloName, chunking);
        this.stage = commands;
    }

    Stage stage() {
        return stage;
    }

    void become(Stage next) {
        stage = next;
    }

    Stage commands() {
        return commands;
    }

    SmtpPolicy policy() {
        return envelope.policy();
    }

    Envelope envelope() {
        return envelope;
    }

    Ends ends() {
        return ends;
    }

    ReplyQueue replies() {
        return replies;
    }

    Counts counts() {
        return counts;
    }

    /** The one between its MAIL and its end. */
    Optional<Message> message() {
        return message;
    }

    void begin(Message begun) {
        message = Optional.of(begun);
    }

    void forgetMessage() {
        message = Optional.empty();
    }

    /** Whether the last words are said. */
    boolean ended() {
        return ended;
    }

    void passed(String verb) {
        counts.passed(verb);
        owner.passed(verb);
    }

    /** Passes a command on; the client is shown its reply. */
    void pass(String verb, String line, Function<ProviderReply, Optional<String>> shown) {
        passed(verb);
        ends.pass(line);
        replies.theirs(ReplyQueue.About.COMMAND, shown);
    }

    /** Refuses a command in its turn. */
    void refuse(String command, Refusal refusal) {
        report(command, refusal);
        replies.ours(refusal.words());
    }

    /** Counts a refusal whose words come later. */
    void report(String command, Refusal refusal) {
        counts.refused();
        refusal.denied().ifPresent(why -> owner.refused(command, why));
    }

    boolean takeOfQuota() {
        return policy().messagesPerHour().isEmpty()
                || quota.take(app.name(), policy().messagesPerHour().getAsInt());
    }

    /** Has the provider forget a message of which it has got no octet, or whole chunks. */
    void reset() {
        forgetMessage();
        ends.pass("RSET");
        replies.theirs(ReplyQueue.About.NOTHING_ASKED, reply -> Optional.empty());
    }

    /** The provider has got the end of a message. */
    void awaitVerdict() {
        forgetMessage();
        replies.theirs(
                ReplyQueue.About.MESSAGE,
                reply -> {
                    if (reply.isPositive()) {
                        counts.accepted();
                    }
                    return Optional.of(reply.words());
                });
    }

    /** Goes on once the provider has answered everything. */
    Stage whenIdle(Supplier<Stage> next) {
        return replies.isIdle()
                ? next.get()
                : new Waiting(
                        Optional.of(next), words -> goodbye(words, CloseReason.UPSTREAM_CLOSED));
    }

    /** Says the last words now, and ends. */
    Stage goodbye(String words, CloseReason reason) {
        ends.say(words);
        end(reason);
        return new Over(this);
    }

    /** Says the last words in their turn, takes leave of the provider, and ends. */
    Stage leave(String words, CloseReason reason) {
        replies.ours(() -> {
            ends.say(words);
            ends.pass("QUIT");
            end(reason);
        });
        return new Over(this);
    }

    /** Ends as soon as there is no message between its MAIL and its end. */
    void leave() {
        leaving = true;
        leaveBetweenMessages();
    }

    /** Whoever waits for the verdict on a message gets it first. */
    void leaveBetweenMessages() {
        if (leaving && !ended && stage.equals(commands) && message.isEmpty()) {
            stage = leave(Words.goodbye(CloseReason.SHUTDOWN), CloseReason.SHUTDOWN);
        }
    }

    void end(CloseReason reason) {
        if (!ended) {
            ended = true;
            owner.end(reason);
        }
    }

    /** The client can't be told anything any more. */
    void clientGone() {
        ended = true;
    }

    /** The client has sent its last octet. */
    void inputEnded() {
        if (!ended && !stage.mayEnd()) {
            ends.abortProvider();
            end(CloseReason.CLIENT_CLOSED);
        }
    }

    void arrived(ProviderReply reply) {
        if (reply.code() == ProviderReply.GOODBYE) {
            replies.lost();
            lost(reply.words());
        } else if (!replies.arrived(reply)) {
            lost(reply.isNegative() ? reply.words() : Words.OUT_OF_STEP);
        } else if (replies.isIdle() && stage instanceof Waiting waiting) {
            stage = waiting.idle();
        }
    }

    /** The provider's connection has ended, or what it says is no SMTP. */
    void providerLost() {
        lost(isVerdictLost() ? Words.LOST_MESSAGE : Words.LOST);
    }

    /** Whether what the client waits for, and will not hear, is what became of a message. */
    private boolean isVerdictLost() {
        return replies.lost().filter(ReplyQueue.About.MESSAGE::equals).isPresent();
    }

    /** Whoever waits for something hears that it will not come, at a deadline or when told to. */
    void endNow(CloseReason reason) {
        if (!ended) {
            String words = isVerdictLost() ? Words.CUT_OFF_MESSAGE : Words.goodbye(reason);
            ends.abortProvider();
            stage = goodbye(words, reason);
        }
    }

    private void lost(String words) {
        ends.abortProvider();
        if (!ended) {
            stage = stage.lost(words);
        }
    }
}
