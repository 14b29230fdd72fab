package dev.postern.app.signin;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Answer.NotYet.Pace;
import dev.postern.app.signin.DeviceAuthorizations.Start;
import dev.postern.core.oauth.TokenRequest;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Consent on another device, with a short code (RFC 8628). */
public final class DeviceSignIn {

    /** RFC 8628 3.5. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    /** A server that wants less than this would be asked all the time. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Doubled at each failure, but a person who has consented does not wait for longer. */
    private static final Duration LONGEST_AFTER_TROUBLE = Duration.ofMinutes(1);

    /** Nobody keeps a terminal open for longer, whatever a server says. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Lets time pass. */
    @FunctionalInterface
    public interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    private final SignIn signIn;
    private final DeviceAuthorizations devices;
    private final InstantSource clock;
    private final Pause pause;

    public DeviceSignIn(SignIn signIn) {
        this(
                signIn,
                (account, oauth) -> start(signIn.authorizeDevice()),
                InstantSource.system(),
                Thread::sleep);
    }

    private static Start start(Answer answer) {
        return switch (answer) {
            case Answer.DeviceStarted begun ->
                    new Start.Started(
                            begun.deviceCode(),
                            begun.userCode(),
                            URI.create(begun.verification()),
                            Optional.of(begun.complete())
                                    .filter(address -> !address.isEmpty())
                                    .map(URI::create),
                            Duration.ofSeconds(begun.lifetimeSeconds()),
                            Duration.ofSeconds(begun.intervalSeconds()));
            case Answer.Refused(String sentence) -> new Start.Refused(sentence);
            case Answer.NotYet(Pace ignored, String detail) ->
                    new Start.Refused(
                            "The authorization server gave no code: %s. Try again later."
                                    .formatted(SignIn.unended(detail)));
            case Answer.StateUnusable(String sentence) -> new Start.Refused(sentence);
            case Answer.Broken(List<String> problems) ->
                    new Start.Refused(String.join("\n", problems));
            case Answer.Done ignored -> another();
            case Answer.Issued ignored -> another();
            case Answer.Report ignored -> another();
            case Answer.Sessions ignored -> another();
            case Answer.Checked ignored -> another();
            case Answer.Missing ignored -> another();
            case Answer.Verified ignored -> another();
            case Answer.Recognised ignored -> another();
            case Answer.Inspected ignored -> another();
            case Answer.Exported ignored -> another();
        };
    }

    private static Start another() {
        return new Start.Refused("The running bridge gave another answer.");
    }

    DeviceSignIn(SignIn signIn, DeviceAuthorizations devices, InstantSource clock, Pause pause) {
        this.signIn = signIn;
        this.devices = devices;
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits for the person, until the code expires. */
    public Answer run() {
        return switch (devices.authorize(signIn.account(), signIn.oauth())) {
            case Start.Refused(String sentence) -> new Answer.Refused(sentence);
            case Start.Started started -> {
                try {
                    yield started(started);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    yield signIn.refused("The sign-in was interrupted.");
                } finally {
                    started.deviceCode().wipe();
                }
            }
        };
    }

    private Answer started(Start.Started started) throws InterruptedException {
        Duration lifetime = shorter(started.lifetime(), LONGEST);
        Instant end = clock.instant().plus(lifetime);
        invite(started, lifetime);
        Duration interval = longer(started.interval(), SHORTEST);
        Duration wait = interval;
        while (clock.instant().plus(wait).isBefore(end)) {
            pause.last(wait);
            Answer answer = signIn.redeem(new TokenRequest.Device(started.deviceCode()));
            if (!(answer instanceof Answer.NotYet(Pace pace, String detail))) {
                return answer;
            }
            switch (pace) {
                case AS_BEFORE -> wait = interval;
                case SLOWER -> {
                    interval = interval.plus(SLOWER);
                    wait = interval;
                }
                case AFTER_TROUBLE -> {
                    signIn.person().say("That could not be asked, and is asked again: " + detail);
                    wait = longer(interval, shorter(wait.multipliedBy(2), LONGEST_AFTER_TROUBLE));
                }
            }
        }
        return signIn.refused("The code was not used in time.");
    }

    private void invite(Start.Started started, Duration lifetime) {
        Person person = signIn.person();
        person.say("On any device with a browser, open");
        person.stress("  " + started.verification().toASCIIString());
        person.say("sign in as %s, and type in".formatted(signIn.account().address()));
        person.stress("  " + started.userCode());
        started.complete()
                .ifPresent(address ->
                        person.say(
                                "Or open this, where it is typed in already: "
                                        + address.toASCIIString()));
        person.say("Waiting for you, for %d minutes…".formatted(Math.max(1, lifetime.toMinutes())));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
