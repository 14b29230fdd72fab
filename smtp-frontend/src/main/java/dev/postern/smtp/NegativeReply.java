package dev.postern.smtp;

import dev.postern.core.login.UpstreamFailure;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a provider's refusal means: whose fault it is, and whether trying again can help. */
final class NegativeReply {

    /**
     * 535 wrong, 534 mechanism too weak (Gmail: needs an app password), 538 and 530 not this way
     * (RFC 4954 6), 525 account disabled (RFC 5248 2.4).
     */
    private static final Set<Integer> CREDENTIALS = Set.of(525, 530, 534, 535, 538);

    /**
     * Not recognised, not implemented, out of order, bad argument: one of us two doesn't speak SMTP
     * (RFC 5321 4.2.2).
     */
    private static final Set<Integer> GRAMMAR = Set.of(500, 501, 502, 503, 504);

    private NegativeReply() {}

    /** To anything but AUTH. The credential was not shown yet, so it is not at fault. */
    static UpstreamFailure beforeAuth(String step, Reply reply) {
        String detail = detail(step, reply);
        if (saysLimit(reply)) {
            return new UpstreamFailure.LimitReached(detail);
        }
        return !reply.isNegative() || GRAMMAR.contains(reply.code())
                ? new UpstreamFailure.ProtocolViolation(detail)
                : new UpstreamFailure.Unavailable(detail);
    }

    static UpstreamFailure toAuth(Reply reply) {
        return CREDENTIALS.contains(reply.code()) && !saysLimit(reply)
                ? new UpstreamFailure.CredentialsRejected(detail("AUTH", reply), Optional.empty())
                : beforeAuth("AUTH", reply);
    }

    static UpstreamFailure toStartTls(Reply reply) {
        return new UpstreamFailure.TlsRefused(detail("STARTTLS", reply));
    }

    /**
     * Google: "Too many login attempts"; Microsoft: "Concurrent connections limit exceeded"; the
     * code may be 421, 432, 454 or 5xx.
     */
    private static boolean saysLimit(Reply reply) {
        String text = reply.text().toLowerCase(Locale.ROOT);
        return reply.isNegative()
                && (text.contains("too many")
                        || text.contains("limit exceeded")
                        || text.contains("exceeded a limit"));
    }

    private static String detail(String step, Reply reply) {
        return step + " was answered with: " + reply.text();
    }
}
