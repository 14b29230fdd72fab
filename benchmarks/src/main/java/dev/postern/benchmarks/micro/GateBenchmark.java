package dev.postern.benchmarks.micro;

import dev.postern.core.access.AddressPattern;
import dev.postern.core.access.App;
import dev.postern.core.access.AppPolicy;
import dev.postern.core.access.ImapPolicy;
import dev.postern.core.access.ImapProfile;
import dev.postern.core.access.Rotation;
import dev.postern.core.access.SendingQuota;
import dev.postern.core.access.SmtpPolicy;
import dev.postern.core.account.Protocol;
import dev.postern.core.login.UpstreamReady;
import dev.postern.imap.gate.ImapGate;
import dev.postern.smtp.gate.SmtpGate;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What a restricted app's command costs: its line is read, judged, and its answer is read. */
@State(Scope.Thread)
public class GateBenchmark {

    private static final byte[] FETCH =
            Octets.of(
                    "a1 UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT)])\r\n");
    private static final byte[] FETCHED =
            Octets.of("* 1 FETCH (UID 17 FLAGS (\\Seen))\r\na1 OK done\r\n");
    private static final byte[] MAIL = Octets.of("MAIL FROM:<bench@example.org> SIZE=10240\r\n");
    private static final byte[] RESET = Octets.of("RSET\r\n");
    private static final byte[] TAKEN = Octets.of("250 2.0.0 ok\r\n");

    private final GateChannels imap =
            new GateChannels(owner ->
                    new ImapGate(
                            new ImapPolicy(ImapProfile.READ_ONLY, List.of()),
                            new UpstreamReady(List.of("IMAP4rev1", "UNSELECT"), List.of()),
                            owner));

    private final GateChannels smtp =
            new GateChannels(owner ->
                    new SmtpGate(
                            new App("app", "account", sendingAs("example.org")),
                            new UpstreamReady(List.of("PIPELINING", "SIZE 52428800"), List.of()),
                            owner,
                            SendingQuota.UNLIMITED,
                            "[127.0.0.1]"));

    private static AppPolicy sendingAs(String domain) {
        return new AppPolicy(
                Set.of(Protocol.SMTP),
                ImapPolicy.UNRESTRICTED,
                new SmtpPolicy(
                        List.of(AddressPattern.parse(domain).orElseThrow()),
                        List.of(),
                        OptionalInt.empty(),
                        OptionalLong.empty()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Rotation.USUAL);
    }

    @Benchmark
    public int imapFetch() {
        return imap.exchange(FETCH, FETCHED);
    }

    @Benchmark
    public int smtpMailAndReset() {
        return smtp.exchange(MAIL, TAKEN) + smtp.exchange(RESET, TAKEN);
    }

    @TearDown
    public void close() {
        imap.close();
        smtp.close();
    }
}
