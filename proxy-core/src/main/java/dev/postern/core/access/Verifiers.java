package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;
import dev.postern.core.secret.Secret;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that is stored about app passwords: enough to recognise each, too little to make one.
 * Immutable; what changes it gives another one, which takes effect once the authenticator is told
 * of it.
 */
public final class Verifiers {

    /** Half of the ids that there are: a free one is then found at the second try. */
    static final int MOST_COMPACT = CompactForm.IDS / 2;

    private final List<IssuedSecret> issued;
    private final List<ChosenPassword> chosen;
    private final Map<String, IssuedSecret> issuedById = new HashMap<>();

    /** By app, in the order of their issue; few at any time. */
    private final Map<String, List<IssuedSecret>> superseded = new HashMap<>();

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
            if (secret.ends().isPresent() && secret.revoked().isEmpty()) {
                superseded
                        .computeIfAbsent(folded(secret.app()), app -> new ArrayList<>())
                        .add(secret);
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

    /** The same in the usual form. */
    public Issue issue(String app, Secret key, SecureRandom random, Instant now) {
        return issue(app, SecretForm.USUAL, key, random, now);
    }

    /**
     * Makes a new app password for an app, beside those that it has. There must be {@link
     * #hasRoomFor room} for it.
     *
     * @param key the vault's key for verifiers, 32 octets or more
     */
    public Issue issue(String app, SecretForm form, Secret key, SecureRandom random, Instant now) {
        AppPassword password = AppPassword.generate(form, random);
        while (isTaken(password.id(), form, now)) {
            password = AppPassword.generate(form, random);
        }
        String id = password.id();
        IssuedSecret secret =
                new IssuedSecret(
                        id,
                        new Hmac(key).of(password),
                        app,
                        form,
                        now,
                        Optional.empty(),
                        Optional.empty());
        List<IssuedSecret> more =
                new ArrayList<>(issued.stream().filter(it -> !it.id().equals(id)).toList());
        more.add(secret);
        Secret text = password.text();
        password.body().wipe();
        return new Issue(new Verifiers(more, chosen), secret, text);
    }

    /** There are few ids of the compact form, so those of revoked ones are given away again. */
    private boolean isTaken(String id, SecretForm form, Instant now) {
        return issued(id)
                .filter(it -> form != SecretForm.COMPACT || it.stateAt(now) != SecretState.REVOKED)
                .isPresent();
    }

    /** Whether another one can be issued; compact ones are limited. */
    public boolean hasRoomFor(SecretForm form, Instant now) {
        return form != SecretForm.COMPACT
                || issued.stream()
                                .filter(it -> it.form() == SecretForm.COMPACT)
                                .filter(it -> it.stateAt(now) != SecretState.REVOKED)
                                .count()
                        < MOST_COMPACT;
    }

    /**
     * Makes a new app password in place of the generated ones that the app has: those live on until
     * the new one is first used, at most until {@code end}.
     *
     * @param key as for {@link #issue}
     */
    public Issue rotate(
            String app,
            SecretForm form,
            Instant end,
            Secret key,
            SecureRandom random,
            Instant now) {
        return changed(it -> it.isOf(app) ? it.endingAt(end) : it)
                .issue(app, form, key, random, now);
    }

    /**
     * The secrets that end when this one is used: the superseded ones of its app that are older.
     * One look-up, however many there are.
     */
    public List<IssuedSecret> supersededBy(IssuedSecret used) {
        List<IssuedSecret> waiting = superseded.getOrDefault(folded(used.app()), List.of());
        int itself = waiting.indexOf(used);
        return itself < 0 ? waiting : waiting.subList(0, itself);
    }

    /** The superseded secrets whose time is over, and that no file calls revoked yet. */
    public List<IssuedSecret> overdue(Instant now) {
        return superseded.isEmpty()
                ? List.of()
                : superseded.values().stream()
                        .flatMap(List::stream)
                        .filter(it -> it.stateAt(now) == SecretState.REVOKED)
                        .toList();
    }

    /** When an app's superseded secret ends at the latest; empty if it has none. */
    public Optional<Instant> overlapOf(String app, Instant now) {
        return superseded.getOrDefault(folded(app), List.of()).stream()
                .filter(it -> it.stateAt(now) == SecretState.SUPERSEDED)
                .flatMap(it -> it.ends().stream())
                .max(Comparator.naturalOrder());
    }

    /** With some issued passwords revoked; without effect for ids that there are not. */
    public Verifiers revoke(Collection<String> ids, Instant now) {
        return changed(it -> ids.contains(it.id()) ? it.revokedAt(now) : it);
    }

    /**
     * With every password of an app revoked. A chosen one is forgotten altogether: people use one
     * password in many places, so even its hash is better not kept.
     */
    public Verifiers revokeApp(String app, Instant now) {
        return new Verifiers(
                changed(it -> it.isOf(app) ? it.revokedAt(now) : it).issued,
                chosen.stream().filter(it -> !it.app().equalsIgnoreCase(app)).toList());
    }

    /** With all passwords of an app, revoked ones too, under another name of it. */
    public Verifiers renameApp(String from, String to) {
        return new Verifiers(
                changed(it -> it.isOf(from) ? it.renamed(to) : it).issued,
                chosen.stream()
                        .map(it -> it.app().equalsIgnoreCase(from) ? it.renamed(to) : it)
                        .toList());
    }

    private Verifiers changed(UnaryOperator<IssuedSecret> change) {
        return new Verifiers(issued.stream().map(change).toList(), chosen);
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

    /** Compared in constant time. */
    Optional<IssuedSecret> issued(String id, Secret mac) {
        return issued(id).filter(it -> it.mac().equals(mac));
    }

    public List<ChosenPassword> chosen() {
        return chosen;
    }

    Optional<ChosenPassword> chosen(String account, Protocol protocol) {
        return Optional.ofNullable(chosenByPlace.get(new ChosenPassword.Place(account, protocol)));
    }

    private static String folded(String app) {
        return app.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Verifiers[" + issued.size() + " issued, " + chosen.size() + " chosen]";
    }
}
