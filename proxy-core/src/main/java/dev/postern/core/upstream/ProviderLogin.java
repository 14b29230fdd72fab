package dev.postern.core.upstream;

import dev.postern.core.account.Account;
import dev.postern.core.account.Upstream;
import dev.postern.core.credential.CredentialOutcome;
import dev.postern.core.credential.CredentialOutcome.Freshness;
import dev.postern.core.credential.CredentialSource;
import dev.postern.core.login.DiscreetDialogue;
import dev.postern.core.login.UpstreamDialogue;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.secret.Secret;

import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Logs in with whatever the credential source has; when the provider rejects that, asks the source
 * for another and tries once more. Lives on one event loop; over when it has told its result or was
 * cancelled.
 */
public final class ProviderLogin implements PendingLogin {

    private final UpstreamConnector connector;
    private final CredentialSource credentials;
    private final Account account;
    private final Upstream upstream;
    private final Function<UpstreamLogin, UpstreamDialogue> dialogues;
    private final EventLoop loop;
    private final String session;
    private final Consumer<Dialled> result;

    /** Set by the first try: the second is the last. */
    private Optional<UpstreamFailure> rejection = Optional.empty();

    private @Nullable Dial dial;
    private boolean over;

    ProviderLogin(
            UpstreamConnector connector,
            CredentialSource credentials,
            Account account,
            Upstream upstream,
            Function<UpstreamLogin, UpstreamDialogue> dialogues,
            EventLoop loop,
            String session,
            Consumer<Dialled> result) {
        this.connector = connector;
        this.credentials = credentials;
        this.account = account;
        this.upstream = upstream;
        this.dialogues = dialogues;
        this.loop = loop;
        this.session = session;
        this.result = result;
    }

    void start() {
        credentials
                .fetch(account)
                .whenCompleteAsync((outcome, fault) -> fetched(outcome, fault), loop);
    }

    @Override
    public void cancel() {
        over = true;
        if (dial != null) {
            dial.cancel();
        }
    }

    private void fetched(@Nullable CredentialOutcome outcome, @Nullable Throwable fault) {
        if (over) {
            return;
        }
        switch (outcome) {
            case null ->
                    tell(
                            new Dialled.Failed(
                                    new UpstreamFailure.Unavailable(
                                            "the credential could not be fetched: " + fault)));
            case CredentialOutcome.Missing missing -> tell(new Dialled.Failed(missing.failure()));
            case CredentialOutcome.Available available -> {
                if (rejection.isPresent() && available.freshness() == Freshness.REJECTED) {
                    available.secret().wipe();
                    tell(new Dialled.Failed(rejection.get()));
                } else {
                    dialWith(available);
                }
            }
        }
    }

    private void dialWith(CredentialOutcome.Available available) {
        UpstreamLogin login = new UpstreamLogin(upstream, available.secret(), available.kind());
        dial =
                connector.dial(
                        upstream,
                        new DiscreetDialogue(dialogues.apply(login), login.secret()),
                        loop,
                        session,
                        dialled -> dialled(dialled, available.secret()));
    }

    private void dialled(Dialled dialled, Secret used) {
        if (dialled instanceof Dialled.Failed(UpstreamFailure.CredentialsRejected failure)) {
            credentials.rejected(account, used);
            if (rejection.isEmpty()) {
                used.wipe();
                rejection = Optional.of(failure);
                start();
                return;
            }
        }
        used.wipe();
        tell(dialled);
    }

    private void tell(Dialled dialled) {
        over = true;
        result.accept(dialled);
    }
}
