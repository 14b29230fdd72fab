package dev.postern.app.e2e;

import dev.postern.core.access.HourlyQuota;
import dev.postern.core.account.Protocol;
import dev.postern.core.session.Frontend;
import dev.postern.imap.ImapFrontend;
import dev.postern.imap.ProviderMemory;
import dev.postern.smtp.SmtpFrontend;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both protocols, as a bridge has them that has just been started. */
final class TestFrontends {

    private TestFrontends() {}

    static Map<Protocol, Frontend> fresh() {
        return Map.of(
                Protocol.IMAP,
                new ImapFrontend(new ProviderMemory()),
                Protocol.SMTP,
                new SmtpFrontend(Optional.empty(), List::of, new HourlyQuota()));
    }
}
