package dev.postern.app.check;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a {@link ServerProbe} found where a mail server should be. */
sealed interface Finding {

    record NameUnknown() implements Finding {}

    record Refused(String detail) implements Finding {}

    /** Nothing came back, or no way leads there. */
    record Silent(String detail) implements Finding {}

    /** A web server answers. */
    record Web(String line) implements Finding {}

    /** Something answers that is no mail server of this protocol. */
    record Stranger(String line) implements Finding {}

    /** TLS was expected from the first octet, and a greeting came without. */
    record SpeaksWithoutTls() implements Finding {}

    /** STARTTLS was expected, and TLS came from the first octet. */
    record SpeaksTlsAtOnce() implements Finding {}

    record NoStartTls(String answer) implements Finding {}

    /** TLS works; nobody has believed the certificates yet. */
    record Certificates(List<X509Certificate> chain) implements Finding {
        public Certificates {
            chain = List.copyOf(chain);
        }
    }
}
