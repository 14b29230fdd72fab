package dev.postern.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.account.Compression;
import dev.postern.core.account.SecretKind;
import dev.postern.core.account.Trust;
import dev.postern.core.account.Upstream;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.Speech;
import dev.postern.core.login.UpstreamFailure;
import dev.postern.core.login.UpstreamLogin;
import dev.postern.core.login.UpstreamOutcome;
import dev.postern.core.login.UpstreamReady;
import dev.postern.core.secret.Secret;
import dev.postern.core.session.Frontend;

import java.util.Locale;
import java.util.Optional;

/** A script about providers. */
final class ProviderSide implements ScriptRun.Side<UpstreamOutcome> {

    private final Wire<UpstreamOutcome> wire;

    private ProviderSide(Wire<UpstreamOutcome> wire) {
        this.wire = wire;
    }

    static ProviderSide of(Script script, Frontend frontend) {
        Words words = Words.of(script.headers().getOrDefault("upstream", "implicit"));
        UpstreamTls tls = UpstreamTls.valueOf(words.first().toUpperCase(Locale.ROOT));
        Upstream upstream =
                new Upstream(
                        words.value("host", "mail.example.org"),
                        Integer.parseInt(words.value("port", "993")),
                        tls,
                        new Trust.RuntimeAuthorities(),
                        words.value("user", "alice@example.org"),
                        Optional.of(words.value("mechanism", "")).filter(it -> !it.isEmpty()),
                        Optional.empty(),
                        Compression.valueOf(
                                words.value("compression", "never").toUpperCase(Locale.ROOT)));
        String kind = words.value("kind", "password").toUpperCase(Locale.ROOT);
        UpstreamLogin login =
                new UpstreamLogin(
                        upstream,
                        Secret.of(words.value("secret", "s3cret")),
                        SecretKind.valueOf(kind));
        return new ProviderSide(new Wire<>(frontend.upstreamDialogue(login)));
    }

    @Override
    public Wire<UpstreamOutcome> wire() {
        return wire;
    }

    @Override
    public void directive(String word, String rest) {
        switch (word) {
            case "ready" -> ready(rest, UpstreamReady.Coding.PLAIN);
            case "deflated" -> ready(rest, UpstreamReady.Coding.DEFLATED);
            case "failed" -> failed(rest);
            default -> throw new IllegalArgumentException("no such directive: " + word);
        }
    }

    private void ready(String rest, UpstreamReady.Coding coding) {
        Words.Offers offers = Words.Offers.of(rest);
        assertThat(wire.result())
                .contains(new UpstreamReady(offers.offers(), offers.alerts(), coding));
        wire.handOver(Speech.NOTHING);
    }

    private void failed(String rest) {
        String[] sides = rest.split(" *\\| *", 2);
        String[] words = sides[0].split(" ", 2);
        assertThat(wire.result()).as("an outcome; ended by %s", wire.ended()).isPresent();
        UpstreamOutcome outcome = wire.result().orElseThrow();
        assertThat(outcome).isInstanceOf(UpstreamFailure.class);
        UpstreamFailure failure = (UpstreamFailure) outcome;
        assertThat(failure.getClass().getSimpleName())
                .as("failure with detail: " + failure.detail())
                .isEqualTo(words[0]);
        if (words.length > 1) {
            assertThat(failure.detail()).contains(words[1]);
        }
        if (failure instanceof UpstreamFailure.CredentialsRejected rejected) {
            assertThat(rejected.alert())
                    .isEqualTo(sides.length > 1 ? Optional.of(sides[1]) : Optional.empty());
        }
    }
}
