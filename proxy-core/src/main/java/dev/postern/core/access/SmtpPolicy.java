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

    /** Whether a gate has anything to do. */
    public boolean isUnrestricted() {
        return equals(UNRESTRICTED);
    }
}
