package dev.postern.core.access;

import dev.postern.core.account.Account;
import dev.postern.core.account.Protocol;

import java.time.Instant;
import java.util.Optional;

/**
 * Who may come in by one state of configuration and passwords. Immutable, and swapped as one: an
 * app of one configuration never meets an account or password of another.
 */
record AccessRules(Directory directory, Verifiers verifiers) {

    /** What the rules say, before anybody has asked whose program it is. */
    sealed interface Ruling {

        /**
         * This app, if it is used by whom it is bound to.
         *
         * @param secret empty if a person chose it
         */
        record Admitted(App app, Account account, Optional<IssuedSecret> secret)
                implements Ruling {}

        record Denied(Denial why) implements Ruling {}
    }

    Ruling ruling(Login login, Instant now) {
        return switch (login.proof()) {
            case Login.Proof.Generated proof -> generated(login, proof, now);
            case Login.Proof.Mistyped ignored -> wrong(login, Denial.MISTYPED_SECRET);
            case Login.Proof.Chosen(Argon2id hash) -> chosen(login, hash, now);
            case Login.Proof.Nothing ignored -> wrong(login, Denial.UNKNOWN_SECRET);
        };
    }

    /** Of a device, which has no login. */
    Verdict device(String app, Protocol protocol, Source source, Instant now) {
        return DeviceAdmission.decide(directory, app, protocol, source, now);
    }

    private Ruling wrong(Login login, Denial why) {
        return new Ruling.Denied(
                directory.accountOf(login.user()).isPresent() ? why : Denial.UNKNOWN_USER);
    }

    /** The secret that this proof is of, whatever it is worth. */
    Optional<IssuedSecret> secretOf(Login.Proof.Generated proof) {
        return verifiers.issued(proof.id(), proof.mac());
    }

    private Ruling generated(Login login, Login.Proof.Generated proof, Instant now) {
        Optional<Account> account = directory.accountOf(login.user());
        Optional<IssuedSecret> issued = secretOf(proof);
        if (issued.isEmpty()) {
            return wrong(login, Denial.UNKNOWN_SECRET);
        }
        return switch (issued.get().stateAt(now)) {
            // Whatever the user name: it is the decoy that was found.
            case DECOY -> new Ruling.Denied(Denial.DECOY);
            case REVOKED ->
                    wrong(
                            login,
                            issued.get().ends().isPresent()
                                    ? Denial.SUPERSEDED_SECRET
                                    : Denial.REVOKED_SECRET);
            case LIVE, SUPERSEDED ->
                    account.map(it -> admitted(login, it, issued.get().app(), issued, now))
                            .orElseGet(() -> new Ruling.Denied(Denial.UNKNOWN_USER));
        };
    }

    /**
     * The password was right for {@code hash}; what counts is whether that hash and its app still
     * do.
     */
    private Ruling chosen(Login login, Argon2id hash, Instant now) {
        Optional<Account> account = directory.accountOf(login.user());
        if (account.isEmpty()) {
            return new Ruling.Denied(Denial.UNKNOWN_USER);
        }
        return verifiers
                .chosen(account.get().name(), login.protocol())
                .filter(it -> it.hash().equals(hash))
                .map(it -> admitted(login, account.get(), it.app(), Optional.empty(), now))
                .orElseGet(() -> new Ruling.Denied(Denial.UNKNOWN_SECRET));
    }

    private Ruling admitted(
            Login login,
            Account account,
            String appName,
            Optional<IssuedSecret> secret,
            Instant now) {
        Optional<App> app = directory.app(appName);
        if (app.isEmpty()) {
            return new Ruling.Denied(Denial.APP_NOT_CONFIGURED);
        }
        return objection(login, account, app.get(), now)
                .<Ruling>map(Ruling.Denied::new)
                .orElseGet(() -> new Ruling.Admitted(app.get(), account, secret));
    }

    private static Optional<Denial> objection(Login login, Account account, App app, Instant now) {
        if (!app.account().equalsIgnoreCase(account.name())) {
            return Optional.of(Denial.WRONG_ACCOUNT);
        }
        if (!app.policy().protocols().contains(login.protocol())) {
            return Optional.of(Denial.PROTOCOL_NOT_ALLOWED);
        }
        if (!app.policy().allowsFrom(login.source().address())) {
            return Optional.of(Denial.SOURCE_NOT_ALLOWED);
        }
        if (app.policy().isExpired(now)) {
            return Optional.of(Denial.EXPIRED);
        }
        return account.upstream(login.protocol()).isEmpty()
                ? Optional.of(Denial.NO_UPSTREAM)
                : Optional.empty();
    }
}
