package dev.postern.smtp.gate;

import dev.postern.core.login.CloseReason;
import dev.postern.smtp.GoodbyeWords;

/** What the gate says itself, where several places say it. */
final class Words {

    static final Refusal SENDER_DENIED =
            Refusal.ofPolicy(
                    "550 5.7.1 This app may not send as that address",
                    "the envelope's sender is not one that the app may use");

    static final Refusal NO_SENDER =
            Refusal.ofPolicy(
                    "550 5.7.1 This app may not send without a sender: no bounces and receipts",
                    "the envelope has no sender, so nobody would hear if the message is lost");

    static final Refusal RECIPIENT_DENIED =
            Refusal.ofPolicy(
                    "550 5.7.1 This app may not send to that address",
                    "the recipient is not one that the app may write to");

    static final Refusal TOO_LARGE =
            Refusal.ofPolicy(
                    "552 5.3.4 The message is larger than this app may send",
                    "the message is larger than the app may send");

    static final Refusal TOO_MANY =
            Refusal.ofPolicy(
                    "450 4.7.1 This app has sent as many messages as it may in an hour",
                    "the app has sent as many messages as it may in an hour");

    static final Refusal BROKEN_LINES =
            Refusal.ofPolicy(
                    "550 5.6.0 Lines end with CR LF, and a message has no NUL",
                    "a message had line ends or a NUL by which servers have been deceived");

    static final String LOST_MESSAGE =
            "451 4.4.2 The provider was lost, and may or may not have taken the message";

    static final String CUT_OFF_MESSAGE =
            "451 4.4.2 The session was ended, and the provider may or may not have taken the"
                    + " message";

    static final String LOST_AMID = "451 4.4.2 The provider was lost, the message was not sent";

    static final String LOST = "421 4.4.2 The provider was lost, closing the connection";

    static final String OUT_OF_STEP = "421 4.3.0 The provider is out of step, closing";

    /** While a message comes in, of which the provider has not got the end. */
    static String amidMessage(String words) {
        return words.equals(LOST) ? LOST_AMID : words;
    }

    /** For a session that the bridge ends. */
    static String goodbye(CloseReason reason) {
        return "421 " + GoodbyeWords.of(reason);
    }

    private Words() {}
}
