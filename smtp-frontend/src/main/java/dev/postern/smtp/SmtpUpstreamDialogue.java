package dev.postern.smtp;

import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Malformed;
import dev.postern.core.login.Speech;
import dev.postern.core.login.Turn;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.sasl.SaslClient;
import dev.postern.core.sasl.SaslExchange;
import dev.postern.core.secret.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * We as the client of one provider, up to its 235. Used on the channel's event loop only.
 *
 * <pre>
 * Greeting -> Ehlo -> [StartTls -> Ehlo] -> [ReadyForFirst] -> Exchanging -> done
 * </pre>
 */
final class SmtpUpstreamDialogue implements UpstreamDialogue {

    /**
     * RFC 5321 4.5.3.1.5 says 512, and providers send longer ones: error texts with links, AUTH
     * lists.
     */
    private static final int LINE_LIMIT = 8_192;

    /**
     * RFC 4954 4: with an initial response, the AUTH line keeps to the length of any command, CRLF
     * included.
     */
    private static final int AUTH_LINE_LIMIT = 512;

    private static final int CONTINUE = 334;
    private static final String REDACTED = "••••\r\n";

    private sealed interface State {
        record Greeting() implements State {}

        record Ehlo() implements State {}

        record StartTls() implements State {}

        /**
         * The initial response was too long for the AUTH line and waits for the provider's
         * go-ahead.
         */
        record ReadyForFirst(SaslExchange exchange, Secret message, List<String> offers)
                implements State {}

        record Exchanging(SaslExchange exchange, List<String> offers) implements State {}

        /** We gave up the exchange; only a refusal can follow. */
        record Cancelled() implements State {}
    }

    private final UpstreamLogin login;
    private final String ehloName;

    private final ReplyReader replies = new ReplyReader();

    /** What is still to be done; {@link UpstreamTls#IMPLICIT} once TLS is on. */
    private UpstreamTls tls;

    private State state = new State.Greeting();

    SmtpUpstreamDialogue(UpstreamLogin login, String ehloName) {
        this.login = login;
        this.ehloName = ehloName;
        this.tls = login.upstream().tls();
    }

    @Override
    public Turn<UpstreamOutcome> opened() {
        return say(Speech.NOTHING);
    }

    @Override
    public Turn<UpstreamOutcome> line(byte[] line) {
        return switch (replies.line(line)) {
            case ReplyReader.Progress.More more -> say(Speech.NOTHING);
            case ReplyReader.Progress.Complete complete -> reply(complete.reply());
            case ReplyReader.Progress.Broken broken -> violated(broken.detail());
        };
    }

    @Override
    public Turn<UpstreamOutcome> octets(byte[] octets) {
        throw new IllegalStateException("SMTP asks for lines only before login");
    }

    @Override
    public Turn<UpstreamOutcome> secured() {
        tls = UpstreamTls.IMPLICIT;
        return ehlo();
    }

    @Override
    public Turn<UpstreamOutcome> malformed(Malformed what) {
        return violated(
                switch (what) {
                    case BARE_LINE_FEED ->
                            "expected CR LF at the end of a reply line, found LF alone";
                    case BARE_CARRIAGE_RETURN ->
                            "expected CR LF at the end of a reply line, found CR alone";
                    case NUL -> "expected an SMTP reply, found NUL";
                    case TOO_LONG ->
                            "expected a reply line of at most "
                                    + LINE_LIMIT
                                    + " octets, found a longer one";
                });
    }

    private Turn<UpstreamOutcome> reply(Reply reply) {
        return switch (state) {
            case State.Greeting greeting ->
                    reply.code() == 220
                            ? ehlo()
                            : failed(NegativeReply.beforeAuth("The connection", reply));
            case State.Ehlo ehlo ->
                    reply.code() == 250
                            ? offered(EhloKeywords.of(reply))
                            : failed(NegativeReply.beforeAuth("EHLO", reply));
            case State.StartTls startTls ->
                    reply.code() == 220
                            ? Turn.startTls(Speech.NOTHING)
                            : failed(NegativeReply.toStartTls(reply));
            case State.ReadyForFirst ready ->
                    reply.code() == CONTINUE ? first(ready) : refused(ready.message(), reply);
            case State.Exchanging exchanging -> exchanged(exchanging, reply);
            case State.Cancelled cancelled -> failed(NegativeReply.toAuth(reply));
        };
    }

    private Turn<UpstreamOutcome> ehlo() {
        state = new State.Ehlo();
        return say(Speech.of("EHLO " + ehloName + "\r\n"));
    }

    private Turn<UpstreamOutcome> offered(EhloKeywords keywords) {
        return switch (tls) {
            case STARTTLS -> startTls(keywords);
            case IMPLICIT -> authenticate(keywords);
        };
    }

    private Turn<UpstreamOutcome> startTls(EhloKeywords keywords) {
        if (!keywords.offers("STARTTLS")) {
            return failed(
                    new UpstreamFailure.TlsRefused(
                            "expected STARTTLS among the offers of "
                                    + login.upstream().authority()
                                    + ", found: "
                                    + keywords.wellFormed()));
        }
        state = new State.StartTls();
        return say(Speech.of("STARTTLS\r\n"));
    }

    private Turn<UpstreamOutcome> authenticate(EhloKeywords keywords) {
        List<String> mechanisms = keywords.mechanisms();
        Optional<SaslExchange> chosen = SaslClient.choose(mechanisms, login);
        if (chosen.isEmpty()) {
            return failed(
                    new UpstreamFailure.ConsentNeeded(
                            "expected "
                                    + login.upstream().authority()
                                    + " to offer one of "
                                    + SaslClient.candidates(login)
                                    + " for this credential, found: "
                                    + mechanisms));
        }
        SaslExchange exchange = chosen.get();
        String command = "AUTH " + exchange.mechanism();
        Optional<byte[]> initial = exchange.initialResponse();
        state = new State.Exchanging(exchange, keywords.wellFormed());
        if (initial.isEmpty()) {
            return say(Speech.of(command + "\r\n"));
        }
        Secret message = Secret.copyOf(initial.get());
        byte[] line = Base64Words.initialLine(command, initial.get());
        if (line.length <= AUTH_LINE_LIMIT) {
            message.wipe();
            return say(Speech.secret(line, command + " " + REDACTED));
        }
        Arrays.fill(line, (byte) 0);
        state = new State.ReadyForFirst(exchange, message, keywords.wellFormed());
        return say(Speech.of(command + "\r\n"));
    }

    private Turn<UpstreamOutcome> first(State.ReadyForFirst ready) {
        state = new State.Exchanging(ready.exchange(), ready.offers());
        byte[] message = ready.message().reveal();
        ready.message().wipe();
        return say(Speech.secret(Base64Words.line(message), REDACTED));
    }

    private Turn<UpstreamOutcome> refused(Secret unsaid, Reply reply) {
        unsaid.wipe();
        return failed(NegativeReply.toAuth(reply));
    }

    private Turn<UpstreamOutcome> exchanged(State.Exchanging exchanging, Reply reply) {
        return switch (reply.code()) {
            case 235 ->
                    exchanging
                            .exchange()
                            .doubt()
                            .map(SmtpUpstreamDialogue::violated)
                            .orElseGet(() ->
                                    Turn.done(
                                            Speech.NOTHING,
                                            new UpstreamReady(exchanging.offers(), List.of())));
            case CONTINUE -> respond(exchanging.exchange(), reply);
            default -> failed(NegativeReply.toAuth(reply));
        };
    }

    /**
     * An error challenge too is answered by us: the client said no such thing, and would wait as
     * the provider does.
     */
    private Turn<UpstreamOutcome> respond(SaslExchange exchange, Reply reply) {
        byte[] text = reply.lines().getFirst().getBytes(StandardCharsets.UTF_8);
        // Some servers ask for the LOGIN user in plain words; a mechanism that reads its challenges
        // refuses an empty one.
        byte[] challenge = Base64Words.decode(text).orElseGet(() -> new byte[0]);
        Optional<byte[]> response = exchange.respond(challenge);
        if (exchange.fault().isPresent()) {
            return violated(exchange.fault().get());
        }
        if (response.isEmpty()) {
            state = new State.Cancelled();
            return say(Speech.of("*\r\n")); // RFC 4954 4
        }
        return say(Speech.secret(Base64Words.line(response.get()), REDACTED));
    }

    private static Turn<UpstreamOutcome> say(Speech speech) {
        return Turn.readLine(speech, LINE_LIMIT);
    }

    /** In step with the provider, so we leave as the protocol wants it. */
    private static Turn<UpstreamOutcome> failed(UpstreamFailure failure) {
        return Turn.done(Speech.of("QUIT\r\n"), failure);
    }

    private static Turn<UpstreamOutcome> violated(String detail) {
        return Turn.done(Speech.NOTHING, new UpstreamFailure.ProtocolViolation(detail));
    }
}
