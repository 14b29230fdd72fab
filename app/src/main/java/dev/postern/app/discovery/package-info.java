/**
 * Finds the servers of a mail address, so that nobody has to look them up.
 *
 * <p>{@link dev.postern.app.discovery.Discovery} asks, in this order, and stops at the first that
 * knows: the presets by domain; the domain's MX records, which name the provider where a domain is
 * one's own; its SRV records (RFC 6186, RFC 8314); the autoconfig file of Thunderbird, over HTTPS
 * only. Every step yields a line for the person who waits.
 *
 * <p>DNS is not authenticated, and whoever answers in its place would be given the password: TLS
 * verifies the host's name, but it was DNS that chose the host. So a preset is used without a
 * question, a host under the mail domain too, since its certificate proves that it is the domain's;
 * any other host is marked as to be confirmed, and only a person does that. MX records only select
 * among presets, which are data of ours: the worst that a forged one does is to name the wrong
 * well-known provider, and it is shown.
 *
 * <p>The local part of the address stays here: no server is asked with it, not even the domain's
 * autoconfig, which may be asked so.
 */
@NullMarked
package dev.postern.app.discovery;

import org.jspecify.annotations.NullMarked;
