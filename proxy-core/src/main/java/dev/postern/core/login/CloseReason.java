package dev.postern.core.login;

/** Why a connection ended: one word for the log's {@code reason} key and a sentence for people. */
public enum CloseReason {
    QUIT("the client said goodbye before logging in"),
    NOT_THIS_PROTOCOL("the client speaks another protocol"),
    TOO_MANY_ERRORS("the client sent too many commands that are none"),
    TOO_MANY_FAILURES("too many failed logins on one connection"),
    DEVICE_REFUSED("a device was refused, and it knows no other way to log in"),
    LINE_TOO_LONG("a line before login was longer than allowed"),
    LITERAL_TOO_LARGE("a literal before login was larger than allowed"),
    TOO_MUCH_BEFORE_LOGIN("more was sent before login than any login needs"),
    OCTETS_BEFORE_TLS("octets came between STARTTLS and the TLS handshake"),
    TLS_FAILED("the TLS handshake failed"),
    LOGIN_DEADLINE("login took too long"),
    CROWDED_OUT("too many connections waited without logging in"),
    PEER_CLOSED("the connection was closed during login"),
    CLIENT_CLOSED("the client closed"),
    UPSTREAM_CLOSED("the provider closed"),
    IDLE("nothing was said for longer than allowed"),
    DRAIN_DEADLINE("the other side took too long to read what was left"),
    CLIENT_OUT_OF_STEP("the client sent what the gate of its app could not follow"),
    MESSAGE_TOO_LARGE("the client sent a larger message than its app may send"),
    UPSTREAM_OUT_OF_STEP("the provider sent what the gate of the app could not follow"),
    UPSTREAM_DAMAGED("what the provider sent compressed cannot be inflated"),
    UPSTREAM_SILENT("the provider did not answer what the gate of the app has to know"),
    REVOKED("the app or its account was revoked or changed"),
    KICKED("somebody ended the session: postern kick"),
    SHUTDOWN("the bridge is shutting down"),
    INTERNAL_ERROR("a defect of the bridge; the log has the trace");

    private final String sentence;

    CloseReason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
