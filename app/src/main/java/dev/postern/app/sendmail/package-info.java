/**
 * The command {@code sendmail}: what cron, git and scripts start to send a message, submitted over
 * SMTP to the bridge on this machine with an app password.
 *
 * <p>Decided here: there is no queue, so a message is sent now and whole or not at all: one refused
 * recipient, and nobody gets it. Whoever tries again can then not send anything twice. If the
 * connection is lost while the provider has the whole message and has not answered, nobody can
 * know; that is said, and nothing is tried again. A recipient without a domain is a user of this
 * machine, and mail for those goes to the account's own address.
 */
@NullMarked
package dev.postern.app.sendmail;

import org.jspecify.annotations.NullMarked;
