package dev.postern.app.discovery;

import dev.postern.config.ProviderPreset;
import dev.postern.core.account.UpstreamTls;

import java.util.List;
import java.util.Optional;

/** What is known of a mail address's servers. */
public sealed interface Found {

    /** What was looked at and what it said, a line each: for people. */
    List<String> steps();

    /** A provider that we know. */
    record Preset(ProviderPreset preset, List<String> steps) implements Found {
        public Preset {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Servers that the domain names.
     *
     * @param from where they were found: for people
     * @param user the user name at them, if it is known not to be the address
     */
    record Servers(
            Optional<Server> imap,
            Optional<Server> smtp,
            Optional<String> user,
            String from,
            List<String> steps)
            implements Found {
        public Servers {
            steps = List.copyOf(steps);
        }
    }

    /** Nobody knows. */
    record Nothing(List<String> steps) implements Found {
        public Nothing {
            steps = List.copyOf(steps);
        }
    }

    /** One server. */
    record Server(String host, int port, UpstreamTls tls, Standing standing) {

        /** {@code host:port}. */
        public String authority() {
            return host + ":" + port;
        }
    }

    /** Whether a host may be used without asking. */
    enum Standing {
        /** It is the mail domain or under it, so its certificate proves that it is the domain's. */
        OF_THE_DOMAIN,
        /** Somebody must say that it is right: the answer that named it may be forged. */
        TO_BE_CONFIRMED
    }
}
