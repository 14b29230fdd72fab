package dev.postern.app.operation;

import dev.postern.core.audit.AuditFinding;
import dev.postern.core.secret.Secret;

import java.util.List;

/** What became of a {@link Request}. */
public sealed interface Answer {

    /**
     * It is done, and in effect.
     *
     * @param notes sentences about what else the person should know
     */
    record Done(List<String> notes) implements Answer {
        public Done {
            notes = List.copyOf(notes);
        }
    }

    /**
     * There is a new app password.
     *
     * @param password as people type it, shown once; who shows it wipes it
     */
    record Issued(Secret password, List<String> notes) implements Answer {
        public Issued {
            notes = List.copyOf(notes);
        }
    }

    /** The state of a running bridge. */
    record Report(Status status) implements Answer {}

    /** The sessions that are open. */
    record Sessions(List<SessionLine> sessions) implements Answer {
        public Sessions {
            sessions = List.copyOf(sessions);
        }
    }

    /** What came of logging in to an account's servers. */
    record Checked(AccountCheckup checkup) implements Answer {}

    /** How it stands with the audit log. */
    record Verified(AuditFinding finding) implements Answer {}

    /** What the texts were, in their order. */
    record Recognised(List<Recognition> texts) implements Answer {
        public Recognised {
            texts = List.copyOf(texts);
        }
    }

    /** What the vault is like. */
    record Inspected(VaultReport report) implements Answer {}

    /**
     * All secrets, sealed.
     *
     * @param base64 of the octets of an export
     */
    record Exported(String base64) implements Answer {}

    /**
     * What a person must store first.
     *
     * @param secrets none: nothing is missing
     */
    record Missing(List<MissingSecret> secrets) implements Answer {
        public Missing {
            secrets = List.copyOf(secrets);
        }
    }

    /**
     * A person may now consent, on any device (RFC 8628 3.2).
     *
     * @param deviceCode to redeem; whoever receives this wipes it
     * @param userCode what the person types: printable ASCII
     * @param verification where
     * @param complete where nothing needs to be typed; empty if there is no such page
     * @param lifetimeSeconds of both codes
     * @param intervalSeconds between two requests to redeem
     */
    record DeviceStarted(
            Secret deviceCode,
            String userCode,
            String verification,
            String complete,
            long lifetimeSeconds,
            long intervalSeconds)
            implements Answer {}

    /** Nothing was done yet; the same request may do it later. */
    record NotYet(Pace pace, String detail) implements Answer {

        /** When to ask again. */
        public enum Pace {
            AS_BEFORE,
            /** From now on five seconds later each time (RFC 8628 3.5). */
            SLOWER,
            /** The server did not answer, or was busy. */
            AFTER_TROUBLE
        }
    }

    /** Nothing was done. */
    record Refused(String sentence) implements Answer {}

    /**
     * Nothing was done, since the configuration has faults.
     *
     * @param problems one sentence for each
     */
    record Broken(List<String> problems) implements Answer {
        public Broken {
            problems = List.copyOf(problems);
        }
    }

    /** Nothing was done, since the state can't be read or written. */
    record StateUnusable(String sentence) implements Answer {}
}
