package dev.postern.app.operation;

import dev.postern.app.operation.Request.RotateSecret.End;
import dev.postern.config.Configuration;
import dev.postern.core.access.App;
import dev.postern.core.access.IssuedSecret;
import dev.postern.core.access.RecognisedSecret;
import dev.postern.core.access.SecretForm;
import dev.postern.core.access.SecretState;
import dev.postern.core.access.Verifiers;
import dev.postern.core.account.Account;
import dev.postern.core.secret.Secret;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations on app passwords. Its caller has them carried out one at a time. */
final class AppSecrets {
    private final OpenState state;
    private final Effects effects;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AppSecrets(OpenState state, Effects effects, Clock clock) {
        this.state = state;
        this.effects = effects;
        this.clock = clock;
    }

    /** The first password of an app. */
    Answer issue(App app, SecretForm form, Configuration configuration)
            throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        if (hasPassword(app.name(), before)) {
            return new Answer.Refused(
                    "The app %s has a password already. Another one in its place: postern app rotate %s"
                            .formatted(app.name(), app.name()));
        }
        return issued(app, form, before, before, configuration);
    }

    /** Another password in place of what the app has. */
    Answer rotate(App app, SecretForm form, End end, Configuration configuration)
            throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        if (states(app.name(), before).contains(SecretState.DECOY)) {
            return new Answer.Refused(
                    "The password of %s is a decoy, which is not replaced. To be rid of it: postern app revoke %s"
                            .formatted(app.name(), app.name()));
        }
        return switch (end) {
            case AT_ONCE -> replace(app, form, before, configuration);
            case ONCE_SEEN -> overlap(app, form, before, configuration);
        };
    }

    private Answer replace(App app, SecretForm form, Verifiers before, Configuration configuration)
            throws UnusableStateException {
        return issued(
                app, form, before, before.revokeApp(app.name(), clock.instant()), configuration);
    }

    /**
     * Issues one beside those of {@code base}; the sessions of those that are missing there end.
     */
    private Answer issued(
            App app, SecretForm form, Verifiers before, Verifiers base, Configuration configuration)
            throws UnusableStateException {
        if (!base.hasRoomFor(form, clock.instant())) {
            return noRoom();
        }
        Verifiers.Issue issue = base.issue(app.name(), form, key(), random, clock.instant());
        return new Answer.Issued(
                issue.text(), replaced(app, before, issue.verifiers(), configuration));
    }

    private Answer overlap(App app, SecretForm form, Verifiers before, Configuration configuration)
            throws UnusableStateException {
        Optional<String> objection = objection(app, before);
        if (objection.isPresent()) {
            return new Answer.Refused(objection.get());
        }
        Duration overlap = app.policy().rotation().overlap();
        if (!overlap.isPositive()) {
            return replace(app, form, before, configuration);
        }
        if (!before.hasRoomFor(form, clock.instant())) {
            return noRoom();
        }
        Instant end = clock.instant().plus(overlap);
        Verifiers.Issue issue =
                before.rotate(app.name(), form, end, key(), random, clock.instant());
        state.verifiers().write(issue.verifiers());
        List<String> notes = new ArrayList<>(effects.apply(configuration, issue.verifiers()));
        notes.add(
                "The old password of %s goes on working until the new one is used for the first time, at most until %s. To end it now: postern app rotate --now %s"
                        .formatted(app.name(), end.truncatedTo(ChronoUnit.SECONDS), app.name()));
        return new Answer.Issued(issue.text(), notes);
    }

    /** Why the password can't live on beside another one. */
    private Optional<String> objection(App app, Verifiers verifiers) {
        String name = app.name();
        if (verifiers.chosen().stream().anyMatch(it -> it.app().equalsIgnoreCase(name))) {
            return Optional.of(
                    "The password of %s was chosen by a person, so it can't live on beside another one. In its place, at once: postern app rotate --now %s"
                            .formatted(name, name));
        }
        return states(name, verifiers).contains(SecretState.LIVE)
                ? Optional.empty()
                : Optional.of(
                        "The app %s has no password yet. Its first one: postern app issue %s"
                                .formatted(name, name));
    }

    /** A password that a person chose, in place of what the app has. */
    Answer choose(App app, Account account, Secret password, Configuration configuration)
            throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        Verifiers.Choice choice =
                before.revokeApp(app.name(), clock.instant())
                        .choose(app, account, password, random, clock.instant());
        return switch (choice) {
            case Verifiers.Choice.Refused(String sentence) -> new Answer.Refused(sentence);
            case Verifiers.Choice.Taken(Verifiers after) ->
                    new Answer.Done(replaced(app, before, after, configuration));
        };
    }

    private List<String> replaced(
            App app, Verifiers before, Verifiers after, Configuration configuration)
            throws UnusableStateException {
        state.verifiers().write(after);
        List<String> notes = effects.apply(configuration, after);
        if (hasPassword(app.name(), before)) {
            effects.revoke(app.name(), after);
        }
        return notes;
    }

    Answer revoke(String app) throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        if (!hasPassword(app, before)) {
            return new Answer.Refused("There is no app %s with a password.".formatted(app));
        }
        Verifiers after = before.revokeApp(app, clock.instant());
        state.verifiers().write(after);
        effects.revoke(app, after);
        return new Answer.Done(List.of());
    }

    /** What was {@code from} is {@code app} now. */
    Answer rename(String from, App app, Configuration configuration) throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        if (hasPassword(app.name(), before)) {
            return new Answer.Refused(
                    "The app %s has a password of its own. Revoke it first: postern app revoke %s"
                            .formatted(app.name(), app.name()));
        }
        Verifiers after = before.renameApp(from, app.name());
        state.verifiers().write(after);
        return new Answer.Done(effects.apply(configuration, after));
    }

    /** Ends for good what was superseded by a secret that was now used, and what is overdue. */
    Answer endSuperseded(Set<String> used) throws UnusableStateException {
        Verifiers before = state.verifiers().read();
        Set<String> over =
                Stream.concat(
                                used.stream()
                                        .flatMap(id -> before.issued(id).stream())
                                        .flatMap(it -> before.supersededBy(it).stream()),
                                before.overdue(clock.instant()).stream())
                        .map(IssuedSecret::id)
                        .collect(Collectors.toSet());
        if (!over.isEmpty()) {
            Verifiers after = before.revoke(over, clock.instant());
            state.verifiers().write(after);
            effects.endSecrets(over, after);
        }
        return new Answer.Done(List.of());
    }

    /** What those texts are that somebody found. */
    Answer recognise(List<Secret> texts) throws UnusableStateException {
        Verifiers verifiers = state.verifiers().read();
        Secret key = key();
        try {
            return new Answer.Recognised(
                    texts.stream()
                            .map(text -> RecognisedSecret.of(text, verifiers, key, clock.instant()))
                            .map(Recognition::of)
                            .toList());
        } finally {
            key.wipe();
        }
    }

    private Set<SecretState> states(String app, Verifiers verifiers) {
        return secrets(app, verifiers)
                .map(it -> it.stateAt(clock.instant()))
                .collect(Collectors.toSet());
    }

    private boolean hasPassword(String app, Verifiers verifiers) {
        return secrets(app, verifiers)
                        .anyMatch(it -> it.stateAt(clock.instant()) != SecretState.REVOKED)
                || verifiers.chosen().stream().anyMatch(it -> it.app().equalsIgnoreCase(app));
    }

    private static Stream<IssuedSecret> secrets(String app, Verifiers verifiers) {
        return verifiers.issued().stream().filter(it -> it.app().equalsIgnoreCase(app));
    }

    private Secret key() {
        return state.vault().verifierKey();
    }

    private static Answer noRoom() {
        return new Answer.Refused(
                "There are as many compact passwords as can be told apart. Revoke some, or take the"
                        + " usual form.");
    }
}
