package dev.postern.imap;

import dev.postern.core.account.Upstream;
import dev.postern.core.login.UpstreamReady;

import java.util.List;
import java.util.function.Supplier;

/**
 * What is left to say once a provider has let us in, each thing once and only where it is offered:
 * who we are, which some providers insist on (ID, RFC 2971), and that we compress, if the account
 * wants that (COMPRESS, RFC 4978). That comes last: nothing may be sent behind it before it is
 * answered.
 */
final class Settlement {

    static final String TOO_EARLY =
            "the provider compresses before it has answered what was asked before that; with it,"
                    + " take compress = true away from the account";

    private enum Introduction {
        DUE,
        SENT
    }

    private sealed interface Compressing {
        /** Not wanted, or refused. */
        record Off() implements Compressing {}

        record Due() implements Compressing {}

        record Asked(String tag) implements Compressing {}

        record On() implements Compressing {}
    }

    private Introduction introduction = Introduction.DUE;
    private Compressing compressing;

    Settlement(Upstream upstream) {
        compressing =
                switch (upstream.compression()) {
                    case NEVER -> new Compressing.Off();
                    case WHERE_OFFERED -> new Compressing.Due();
                };
    }

    /** Who we are: a command that may go ahead of the login where it is offered there; or none. */
    String introduction(List<String> offers, Supplier<String> tags) {
        if (introduction == Introduction.SENT || !Capabilities.contain(offers, "ID")) {
            return "";
        }
        introduction = Introduction.SENT;
        return tags.get() + " " + Sentences.ID + "\r\n";
    }

    /** Commands, perhaps none. */
    String words(List<String> offers, Supplier<String> tags) {
        StringBuilder words = new StringBuilder(introduction(offers, tags));
        if (compressing instanceof Compressing.Due
                && Capabilities.contain(offers, "COMPRESS=DEFLATE")) {
            String tag = tags.get();
            compressing = new Compressing.Asked(tag);
            words.append(tag).append(" COMPRESS DEFLATE\r\n");
        }
        return words.toString();
    }

    /** A command was answered. Where compressing is refused, the session goes on without. */
    void answered(String tag, ServerLine.Status status) {
        if (compressing.equals(new Compressing.Asked(tag))) {
            compressing =
                    status == ServerLine.Status.OK ? new Compressing.On() : new Compressing.Off();
        }
    }

    /** Of what comes next. */
    UpstreamReady.Coding coding() {
        return compressing instanceof Compressing.On
                ? UpstreamReady.Coding.DEFLATED
                : UpstreamReady.Coding.PLAIN;
    }
}
