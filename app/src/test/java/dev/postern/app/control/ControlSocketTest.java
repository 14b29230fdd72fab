package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import dev.postern.app.operation.AccountCheckup;
import dev.postern.app.operation.Answer;
import dev.postern.app.operation.AppLine;
import dev.postern.app.operation.MissingSecret;
import dev.postern.app.operation.Operations;
import dev.postern.app.operation.Recognition;
import dev.postern.app.operation.Request;
import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.app.operation.SessionLine;
import dev.postern.app.operation.Status;
import dev.postern.core.access.SecretForm;
import dev.postern.core.audit.AuditFinding;
import dev.postern.core.audit.LastUse;
import dev.postern.core.oauth.TokenRequest;
import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

class ControlSocketTest {
    @TempDir private Path directory;

    /** Keeps requests, and gives one answer to all. */
    private record Recorder(BlockingQueue<Request> requests, Answer answer) implements Operations {
        @Override
        public Answer carryOut(Request request) {
            requests.add(request);
            return answer;
        }

        @Override
        public void close() {}
    }

    private static Recorder answering(Answer answer) {
        return new Recorder(new LinkedBlockingQueue<>(), answer);
    }

    private Path socket() {
        return directory.resolve("postern.sock");
    }

    static Stream<Request> requests() {
        return Stream.of(
                new Request.Reload(),
                new Request.IssueSecret("a", SecretForm.COMPACT),
                new Request.RotateSecret("a", SecretForm.USUAL),
                new Request.RotateSecret("a", SecretForm.DECOY, End.AT_ONCE),
                new Request.EndSuperseded(Set.of("abc", "abcdefgh")),
                new Request.EndSuperseded(Set.of()),
                new Request.ChooseSecret("a", Secret.of("p\"ä\\")),
                new Request.Revoke("a"),
                new Request.PutPassword("b", Secret.of("§")),
                new Request.RemovePassword("b"),
                new Request.CheckAccount("b"),
                new Request.PutClientSecret("id", Secret.of("s\"ä\\")),
                new Request.PutProxyPassword("proxy.example:1080", Secret.of("p")),
                new Request.Recognise(List.of(Secret.of("pst_a"), Secret.of("pst_b"))),
                new Request.VerifyAudit(),
                new Request.LookForSecrets("b"),
                new Request.FetchToken("b"),
                new Request.SignIn(
                        "b",
                        new TokenRequest.Code(
                                Secret.of("4/0A+="),
                                Secret.of("verifier"),
                                URI.create("http://localhost:1/?a=b"))),
                new Request.SignIn("b", new TokenRequest.Device(Secret.of("d"))),
                new Request.SignIn("b", new TokenRequest.Refresh(Secret.of("r"))),
                new Request.SignIn("b", new TokenRequest.Password(Secret.of("p"))),
                new Request.SignIn("b", new TokenRequest.ClientCredentials()),
                new Request.SignIn("b", new TokenRequest.ServiceAccount()),
                new Request.ListSessions(),
                new Request.Kick(Request.Kick.By.APP, "a"),
                new Request.SetLogLevel("dev.postern", "debug", 600),
                new Request.Inquire());
    }

    @ParameterizedTest
    @MethodSource("requests")
    void everyRequestArrivesAsItWasSent(Request request) throws Exception {
        Recorder recorder = answering(new Answer.Done(List.of()));
        try (ControlServer server = ControlServer.open(socket(), recorder)) {
            ControlClient.find(socket()).orElseThrow().carryOut(request);
            assertThat(recorder.requests()).as("%s", server).containsExactly(request);
        }
    }

    static Stream<Answer> answers() {
        return Stream.of(
                new Answer.Done(List.of("note")),
                new Answer.Issued(Secret.of("pst_x"), List.of()),
                new Answer.Refused("no"),
                new Answer.Recognised(List.of(new Recognition("a", "live"))),
                new Answer.Verified(
                        new AuditFinding(
                                1,
                                2,
                                "then",
                                "now",
                                "seal",
                                List.of(new AuditFinding.Fault("file", 3, "changed")),
                                List.of("note"))),
                new Answer.Broken(List.of("a", "b")),
                new Answer.StateUnusable("full"),
                new Answer.Missing(List.of(MissingSecret.CLIENT_SECRET, MissingSecret.PASSWORD)),
                new Answer.NotYet(Answer.NotYet.Pace.SLOWER, "wait"),
                new Answer.Checked(
                        new AccountCheckup(
                                "b",
                                "b@example.org",
                                List.of(
                                        new AccountCheckup.Server(
                                                "imap",
                                                "localhost:1",
                                                "failed",
                                                "one",
                                                "other",
                                                "because",
                                                "do",
                                                List.of("IDLE"))))),
                new Answer.Report(
                        new Status(
                                1,
                                "1.0",
                                "now",
                                List.of(
                                        new Status.Listener(
                                                "imap", "127.0.0.1:1", "none", "password")),
                                List.of(),
                                List.of(
                                        new AppLine(
                                                "a",
                                                "b",
                                                List.of("imap"),
                                                "read-only",
                                                AppLine.Password.CHOSEN,
                                                "",
                                                "127.0.0.1:2525",
                                                List.of(
                                                        new AppLine.Deadline(
                                                                "2027-01-31T00:00:00Z",
                                                                "ends",
                                                                "postern app show a")),
                                                new LastUse("then", "there", "mutt"))),
                                2,
                                List.of(new Status.Warning("then", "WARN", "look")),
                                List.of(new Status.LogLevel("dev.postern", "debug", "then")))),
                new Answer.Sessions(
                        List.of(
                                new SessionLine(
                                        "s1",
                                        "imap",
                                        "relaying",
                                        "a",
                                        "b",
                                        "127.0.0.1:2",
                                        "mutt",
                                        "1000",
                                        "127.0.0.1:1",
                                        "TLSv1.3",
                                        "mail.example.org:993",
                                        "passed",
                                        1.5,
                                        2,
                                        3))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyAnswerArrivesAsItWasGiven(Answer answer) throws Exception {
        try (ControlServer server = ControlServer.open(socket(), answering(answer))) {
            assertThat(ControlClient.find(socket()).orElseThrow().carryOut(new Request.Inquire()))
                    .as("%s", server)
                    .isEqualTo(answer);
        }
    }

    @Test
    void onlyTheOwnerMayUseTheSocket() throws Exception {
        try (ControlServer server =
                ControlServer.open(socket(), answering(new Answer.Done(List.of())))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .as("%s", server)
                    .isEqualTo("rw-------");
        }
        assertThat(socket()).doesNotExist();
    }

    @Test
    void aSocketThatADeadBridgeLeftIsReplaced() throws Exception {
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(socket()));
        }
        assertThat(socket()).exists();
        assertThat(ControlClient.find(socket())).isEmpty();
        try (ControlServer server =
                ControlServer.open(socket(), answering(new Answer.Done(List.of())))) {
            assertThat(ControlClient.find(socket())).as("%s", server).isPresent();
        }
    }

    @Test
    void aSocketThatALivingBridgeHasIsNotTakenAway() throws Exception {
        Recorder first = answering(new Answer.Done(List.of()));
        try (ControlServer server = ControlServer.open(socket(), first)) {
            assertThatThrownBy(() -> ControlServer.open(socket(), first))
                    .as("%s", server)
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining(socket().toString());
        }
    }

    @Test
    void aPathThatIsTooLongIsExplained() {
        Path deep = directory.resolve("x".repeat(120)).resolve("postern.sock");
        assertThatThrownBy(() -> ControlServer.open(deep, answering(new Answer.Done(List.of()))))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("--state");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"operation\":1}",
                "{\"operation\":\"x\"}",
                "GET / HTTP",
                "{",
                "{\"operation\":\"sign-in\",\"account\":\"b\"}",
                "{\"operation\":\"sign-in\",\"account\":\"b\",\"proof\":{\"grant\":\"x\"}}",
                "{\"operation\":\"sign-in\",\"account\":\"b\",\"proof\":{\"grant\":\"code\",\"code\":\"c\",\"verifier\":\"v\",\"redirect\":\""
                    + " \"}}",
            })
    void whatIsNoRequestIsRefusedAndNothingIsDone(String line) throws Exception {
        Recorder recorder = answering(new Answer.Done(List.of()));
        try (ControlServer server = ControlServer.open(socket(), recorder)) {
            assertThat(say(line + "\n")).as("%s", server).contains("refused", "versions");
            assertThat(recorder.requests()).isEmpty();
        }
    }

    @Test
    void aRequestWithoutEndIsCutOff() throws Exception {
        Recorder recorder = answering(new Answer.Done(List.of()));
        try (ControlServer server = ControlServer.open(socket(), recorder)) {
            assertThat(say("x".repeat(200_000))).as("%s", server).isEmpty();
            assertThat(recorder.requests()).isEmpty();
        }
    }

    private String say(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            try {
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                return new String(
                        Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException closedOnUs) {
                return "";
            }
        }
    }

    /** It was started before the program was replaced by a newer one. */
    @Test
    void anOlderBridgeIsUnderstood() {
        Status status =
                new Status(1, "1", "now", List.of(), List.of(), List.of(), 0, List.of(), List.of());
        JsonObject answer =
                JsonParser.parseString(AnswerJson.write(new Answer.Report(status)))
                        .getAsJsonObject();
        assertThat(answer.getAsJsonObject("status").remove("logLevels")).isNotNull();
        assertThat(AnswerJson.read(answer.toString())).isEqualTo(new Answer.Report(status));
    }
}
