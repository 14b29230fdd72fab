/**
 * SASL as a client of the provider (RFC 4422): one {@link dev.postern.core.sasl.SaslExchange} a
 * login, chosen by {@link dev.postern.core.sasl.SaslClient} from what the provider offers and from
 * what the credential is.
 *
 * <p>For passwords SCRAM-SHA-256 comes before PLAIN, though over verified TLS it costs a round trip
 * and ten milliseconds more: who takes the TLS apart on the way, with the blessing of a {@code
 * ca_file} or of the machine's trust store, then does not get the password, and a server that
 * doesn't know it is found out. When SCRAM is refused PLAIN is not tried: whoever sits in between
 * would only have to refuse. A server that offers SCRAM, but has no verifier for this user, needs
 * {@code mechanism = "PLAIN"} at the account.
 */
@NullMarked
package dev.postern.core.sasl;

import org.jspecify.annotations.NullMarked;
