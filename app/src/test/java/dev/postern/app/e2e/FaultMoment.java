package dev.postern.app.e2e;

import dev.postern.app.fault.Place;
import dev.postern.core.account.Protocol;
import dev.postern.core.account.UpstreamTls;
import dev.postern.core.login.ListenerSecurity;

/** When a misfortune befalls a connection, and which. */
enum FaultMoment {
    /** On the way to the provider: as soon as it is made. */
    CONNECTED(Way.TO_PROVIDER_AS_IT_COMES),
    /** Inside of the bridge's first words of TLS. */
    TLS_HELLO(Way.TO_PROVIDER_AS_IT_COMES),
    /** Inside of the provider's first words of TLS, which have its certificate. */
    TLS_ANSWER(Way.TO_PROVIDER_AS_IT_COMES),
    /** Inside of the greeting of a provider that speaks TLS only behind STARTTLS. */
    IN_PLAIN_GREETING(Way.TO_PROVIDER_WITH_STARTTLS),
    /** Inside of what it says it can do. */
    IN_PLAIN_OFFERS(Way.TO_PROVIDER_WITH_STARTTLS),
    /** Its answer is lost. */
    BEFORE_STARTTLS_ANSWER(Way.TO_PROVIDER_WITH_STARTTLS),
    IN_STARTTLS_ANSWER(Way.TO_PROVIDER_WITH_STARTTLS),
    /** Behind it. */
    STARTTLS_ANSWERED(Way.TO_PROVIDER_WITH_STARTTLS),
    /** Inside of the bridge's first words of TLS behind STARTTLS. */
    STARTTLS_HELLO(Way.TO_PROVIDER_WITH_STARTTLS),
    /** Inside of the provider's first words of TLS behind it, which have its certificate. */
    IN_STARTTLS_HANDSHAKE(Way.TO_PROVIDER_WITH_STARTTLS),
    /** In TLS, before anything is said. */
    GREETING(Way.TO_PROVIDER),
    IN_GREETING(Way.TO_PROVIDER),
    /** Inside of what the provider says it can do. */
    IN_OFFERS(Way.TO_PROVIDER),
    /** Inside of the command with the real credential. */
    IN_CREDENTIAL(Way.TO_PROVIDER),
    IN_LOGIN_ANSWER(Way.TO_PROVIDER),
    /** Behind it. */
    HANDED_OVER(Way.TO_PROVIDER),
    /** Inside of the literal with a fetched message. */
    IN_DOWNLOAD(Way.TO_PROVIDER),
    /** Inside of a literal that the client sends, or of its DATA. */
    IN_UPLOAD(Way.TO_PROVIDER),
    /** The provider has got the end of a message, and what it says to that is lost. */
    BEFORE_VERDICT(Way.TO_PROVIDER),
    IN_VERDICT(Way.TO_PROVIDER),

    /** On the way from the client: as soon as it is made. */
    CLIENT_CONNECTED(Way.FROM_CLIENT),
    /** Inside of its first words of TLS. */
    CLIENT_TLS_HELLO(Way.FROM_CLIENT_IN_TLS),
    /** Inside of the bridge's first words of TLS. */
    CLIENT_TLS_ANSWER(Way.FROM_CLIENT_IN_TLS),
    CLIENT_IN_LOGIN(Way.FROM_CLIENT),
    /** While its login waits for a provider that says nothing. */
    CLIENT_DIALLING(Way.FROM_CLIENT),
    CLIENT_IN_DOWNLOAD(Way.FROM_CLIENT),
    CLIENT_IN_UPLOAD(Way.FROM_CLIENT),
    CLIENT_BEFORE_VERDICT(Way.FROM_CLIENT);

    /** On which connection, and whether the relay is to understand what is said there. */
    enum Way {
        TO_PROVIDER,
        TO_PROVIDER_AS_IT_COMES,
        TO_PROVIDER_WITH_STARTTLS,
        FROM_CLIENT,
        FROM_CLIENT_IN_TLS;

        /** Of the listener to which the client comes. */
        ListenerSecurity security() {
            return this == FROM_CLIENT_IN_TLS ? ListenerSecurity.TLS : ListenerSecurity.NONE;
        }

        UpstreamTls upstreamTls() {
            return this == TO_PROVIDER_WITH_STARTTLS ? UpstreamTls.STARTTLS : UpstreamTls.IMPLICIT;
        }

        boolean isFromClient() {
            return this == FROM_CLIENT || this == FROM_CLIENT_IN_TLS;
        }
    }

    /** Less than a ClientHello, or than a ServerHello with a certificate. */
    private static final int AMID_TLS = 120;

    private static final int AMID_COMMAND = 4;

    private static final int AMID_MESSAGE = 700;

    private final Way way;

    FaultMoment(Way way) {
        this.way = way;
    }

    Way way() {
        return way;
    }

    /**
     * Where that is in what is said.
     *
     * @param login the words with which the client logs in
     */
    Place place(Errand errand, String login) {
        boolean imap = errand.protocol() == Protocol.IMAP;
        return switch (this) {
            case CONNECTED, GREETING, CLIENT_CONNECTED -> Place.beginning();
            case TLS_HELLO, CLIENT_TLS_HELLO -> Place.there("", AMID_TLS);
            case TLS_ANSWER, CLIENT_TLS_ANSWER -> Place.back("", AMID_TLS);
            case IN_GREETING, IN_PLAIN_GREETING -> Place.back("", AMID_COMMAND);
            case BEFORE_STARTTLS_ANSWER -> Place.there("STARTTLS\r\n", 0);
            case IN_STARTTLS_ANSWER -> Place.back(imap ? " OK beg" : "220 2.0.0", 0);
            case STARTTLS_ANSWERED -> Place.back(FlawlessProvider.TLS_NOW, 0);
            case STARTTLS_HELLO -> Place.there("STARTTLS\r\n", AMID_TLS);
            case IN_STARTTLS_HANDSHAKE -> Place.back(FlawlessProvider.TLS_NOW, AMID_TLS);
            case IN_OFFERS, IN_PLAIN_OFFERS ->
                    Place.back(imap ? "* CAPABILITY" : "250-", AMID_COMMAND);
            case IN_CREDENTIAL ->
                    Place.there(imap ? "AUTHENTICATE PLAIN " : "AUTH PLAIN ", AMID_COMMAND);
            case IN_LOGIN_ANSWER -> Place.back(imap ? " OK [CAP" : "235", 0);
            case HANDED_OVER ->
                    Place.back(
                            imap ? FlawlessProvider.IMAP_WELCOME : FlawlessProvider.SMTP_WELCOME,
                            0);
            case IN_DOWNLOAD, CLIENT_IN_DOWNLOAD -> Place.back("BODY[] {", AMID_MESSAGE);
            case IN_UPLOAD, CLIENT_IN_UPLOAD ->
                    Place.there("Subject: " + Errand.SUBJECT, AMID_MESSAGE);
            case BEFORE_VERDICT, CLIENT_BEFORE_VERDICT ->
                    Place.there(Errand.LAST_LINE + (imap ? "\r\n" : ".\r\n"), 0);
            case IN_VERDICT -> Place.back(imap ? " OK app" : "250 2.0.0", 0);
            case CLIENT_IN_LOGIN -> Place.there(imap ? "a1 LOGIN " : "AUTH PLAIN ", AMID_COMMAND);
            case CLIENT_DIALLING -> Place.there(login, 0);
        };
    }
}
