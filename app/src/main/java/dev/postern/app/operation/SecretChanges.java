package dev.postern.app.operation;

import dev.postern.core.access.ChosenPassword;
import dev.postern.core.access.IssuedSecret;
import dev.postern.core.access.Verifiers;
import dev.postern.core.audit.AuditEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has become of app passwords from one state of them to the next. */
record SecretChanges(List<AuditEvent> events) {

    /** Ids of compact ones are short, and may come back. */
    private record Key(String id, Instant issued) {
        static Key of(IssuedSecret secret) {
            return new Key(secret.id(), secret.issued());
        }
    }

    static SecretChanges between(Verifiers before, Verifiers after) {
        List<AuditEvent> events = new ArrayList<>();
        Set<AuditEvent.AppRenamed> renamed = new LinkedHashSet<>();
        issued(before, after, events, renamed);
        chosen(before, after, events, renamed);
        events.addAll(renamed);
        return new SecretChanges(events);
    }

    private static void issued(
            Verifiers before,
            Verifiers after,
            List<AuditEvent> events,
            Set<AuditEvent.AppRenamed> renamed) {
        Map<Key, IssuedSecret> gone = new HashMap<>();
        before.issued().forEach(secret -> gone.put(Key.of(secret), secret));
        for (IssuedSecret secret : after.issued()) {
            IssuedSecret was = gone.remove(Key.of(secret));
            if (was == null && secret.revoked().isEmpty()) {
                events.add(new AuditEvent.SecretIssued(secret.app(), secret.id()));
            } else if (was != null) {
                if (was.revoked().isEmpty() && secret.revoked().isPresent()) {
                    events.add(new AuditEvent.SecretRevoked(secret.app(), secret.id()));
                }
                if (!was.app().equals(secret.app())) {
                    renamed.add(new AuditEvent.AppRenamed(was.app(), secret.app()));
                }
            }
        }
        gone.values().stream()
                .filter(secret -> secret.revoked().isEmpty())
                .forEach(secret ->
                        events.add(new AuditEvent.SecretRevoked(secret.app(), secret.id())));
    }

    /** Passwords that people chose have no id, but no two have the same hash. */
    private static void chosen(
            Verifiers before,
            Verifiers after,
            List<AuditEvent> events,
            Set<AuditEvent.AppRenamed> renamed) {
        List<ChosenPassword> gone = new ArrayList<>(before.chosen());
        for (ChosenPassword password : after.chosen()) {
            List<ChosenPassword> same =
                    gone.stream().filter(was -> was.hash().equals(password.hash())).toList();
            gone.removeAll(same);
            if (same.isEmpty()) {
                events.add(new AuditEvent.SecretIssued(password.app(), ""));
            } else if (!same.getFirst().app().equals(password.app())) {
                renamed.add(new AuditEvent.AppRenamed(same.getFirst().app(), password.app()));
            }
        }
        gone.forEach(password -> events.add(new AuditEvent.SecretRevoked(password.app(), "")));
    }
}
