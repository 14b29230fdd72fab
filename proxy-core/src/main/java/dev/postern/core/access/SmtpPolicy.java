package dev.postern.core.access;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an app may send.
 *
 * @param senders for MAIL FROM and the header From; empty: whatever the provider accepts
 * @param recipients for RCPT TO; empty: anybody
 * @param messagesPerHour all connections of the app together
 * @param largestMessage in octets as they are sent
 */
public record SmtpPolicy(
        List<AddressPattern> senders,
        List<AddressPattern> recipients,
        OptionalInt messagesPerHour,
        OptionalLong largestMessage) {

    /** As the account itself may. */
    public static final SmtpPolicy UNRESTRICTED =
            new SmtpPolicy(List.of(), List.of(), OptionalInt.empty(), OptionalLong.empty());

    public SmtpPolicy {
        senders = List.copyOf(senders);
        recipients = List.copyOf(recipients);
    }

    /** Whether it allows all that the other one does. */
    boolean covers(SmtpPolicy other) {
        return cover(senders, other.senders)
                && cover(recipients, other.recipients)
                && most(messagesPerHour) >= most(other.messagesPerHour)
                && largestMessage.orElse(Long.MAX_VALUE)
                        >= other.largestMessage.orElse(Long.MAX_VALUE);
    }

    private static boolean cover(List<AddressPattern> these, List<AddressPattern> others) {
        return these.isEmpty()
                || (!others.isEmpty()
                        && others.stream()
                                .allMatch(
                                        other -> these.stream().anyMatch(it -> it.covers(other))));
    }

    private static int most(OptionalInt perHour) {
        return perHour.orElse(Integer.MAX_VALUE);
    }

    /** Whether a gate has anything to do. */
    public boolean isUnrestricted() {
        return equals(UNRESTRICTED);
    }
}
