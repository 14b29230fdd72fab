package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is stored about app passwords: enough to recognise each, too little to make one.
 * Immutable; what changes it gives another one, which takes effect once the authenticator is told
 * of it.
 */
public final class Verifiers {

    private final List<IssuedSecret> issued;
    private final List<ChosenPassword> chosen;
    private final Map<String, IssuedSecret> issuedById = new HashMap<>();
    private final Map<ChosenPassword.Place, ChosenPassword> chosenByPlace = new HashMap<>();

    /**
     * @throws IllegalArgumentException if two share an id, or an account and protocol
     */
    Verifiers(Collection<IssuedSecret> issued, Collection<ChosenPassword> chosen) {
        this.issued = List.copyOf(issued);
        this.chosen = List.copyOf(chosen);
        for (IssuedSecret secret : issued) {
            if (issuedById.put(secret.id(), secret) != null) {
                throw new IllegalArgumentException("two app passwords have the id " + secret.id());
            }
        }
        for (ChosenPassword password : chosen) {
            for (Protocol protocol : password.protocols()) {
                if (chosenByPlace.put(
                                new ChosenPassword.Place(password.account(), protocol), password)
                        != null) {
                    throw new IllegalArgumentException(
                            "two chosen passwords are for "
                                    + protocol.word()
                                    + " of the account "
                                    + password.account());
                }
            }
        }
    }

    /** Of a bridge that has issued nothing yet. */
    public static Verifiers none() {
        return new Verifiers(List.of(), List.of());
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws DamagedVerifiersException if anything in it is missing, unknown or malformed
     */
    public static Verifiers fromJson(String json) throws DamagedVerifiersException {
        return VerifiersReader.read(json);
    }

    /**
     * The whole of it, for one file that its owner alone may read: chosen passwords can be guessed
     * from it.
     */
    public String toJson() {
        return VerifiersWriter.write(this);
    }

    /**
     * A new app password, and what is to be stored before anybody is shown it.
     *
     * @param text to be shown once, and then wiped
     */
    public record Issue(Verifiers verifiers, IssuedSecret issued, Secret text) {}

    /**
     * Makes a new app password for an app, beside those that it has.
     *
     * @param key the vault's key for verifiers, 32 octets or more
     */
    public Issue issue(String app, Secret key, SecureRandom random, Instant now) {
        AppPassword password = AppPassword.generate(random);
        while (issuedById.containsKey(password.id())) {
            password = AppPassword.generate(random);
        }
        IssuedSecret secret =
                new IssuedSecret(
                        password.id(), new Hmac(key).of(password), app, now, Optional.empty());
        List<IssuedSecret> more = new ArrayList<>(issued);
        more.add(secret);
        Secret text = password.text();
        password.body().wipe();
        return new Issue(new Verifiers(more, chosen), secret, text);
    }

    /** With one issued password revoked; without effect if there is none of this id. */
    public Verifiers revoke(String id, Instant now) {
        return new Verifiers(
                issued.stream().map(it -> it.id().equals(id) ? it.revokedAt(now) : it).toList(),
                chosen);
    }

    /**
     * With every password of an app revoked. A chosen one is forgotten altogether: people use one
     * password in many places, so even its hash is better not kept.
     */
    public Verifiers revokeApp(String app, Instant now) {
        return new Verifiers(
                issued.stream()
                        .map(it -> it.app().equalsIgnoreCase(app) ? it.revokedAt(now) : it)
                        .toList(),
                chosen.stream().filter(it -> !it.app().equalsIgnoreCase(app)).toList());
    }

    /** What became of a password that a person chose. */
    public sealed interface Choice {

        record Taken(Verifiers verifiers) implements Choice {}

        /** Its sentence tells the person what is wrong, and what to do. */
        record Refused(String sentence) implements Choice {}
    }

    /**
     * Takes a password that a person chose for an app, for the protocols of its policy, in place of
     * one that the app had. Takes tens of milliseconds: never on an event loop.
     */
    public Choice choose(
            App app, Account account, Secret password, SecureRandom random, Instant now) {
        Optional<String> objection = ChosenPasswordRules.objection(password, account);
        if (objection.isPresent()) {
            return new Choice.Refused(objection.get());
        }
        List<ChosenPassword> others =
                chosen.stream().filter(it -> !it.app().equalsIgnoreCase(app.name())).toList();
        for (Protocol protocol : app.policy().protocols()) {
            Optional<ChosenPassword> holder = chosen(account.name(), protocol);
            if (holder.isPresent() && others.contains(holder.get())) {
                return new Choice.Refused(
                        "An account can have one chosen password for each protocol, and that for "
                                + protocol.word()
                                + " of "
                                + account.name()
                                + " belongs to the app "
                                + holder.get().app()
                                + ". Revoke that app first, or let Postern generate a password.");
            }
        }
        byte[] octets = password.reveal();
        Argon2id hash = Argon2id.of(octets, random);
        Arrays.fill(octets, (byte) 0);
        List<ChosenPassword> more = new ArrayList<>(others);
        more.add(
                new ChosenPassword(
                        account.name(), app.policy().protocols(), app.name(), hash, now));
        return new Choice.Taken(new Verifiers(issued, more));
    }

    /** In the order of their issue, revoked ones too. */
    public List<IssuedSecret> issued() {
        return issued;
    }

    public Optional<IssuedSecret> issued(String id) {
        return Optional.ofNullable(issuedById.get(id));
    }

    public List<ChosenPassword> chosen() {
        return chosen;
    }

    Optional<ChosenPassword> chosen(String account, Protocol protocol) {
        return Optional.ofNullable(chosenByPlace.get(new ChosenPassword.Place(account, protocol)));
    }

    @Override
    public String toString() {
        return "Verifiers[" + issued.size() + " issued, " + chosen.size() + " chosen]";
    }
}
