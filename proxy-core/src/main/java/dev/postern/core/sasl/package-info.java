/**
 * SASL as a client of the provider (RFC 4422): one {@link dev.postern.core.sasl.SaslExchange} a
 * login, chosen by {@link dev.postern.core.sasl.SaslClient} from what the provider offers and from
 * what the credential is.
 */
@NullMarked
package dev.postern.core.sasl;

import org.jspecify.annotations.NullMarked;
