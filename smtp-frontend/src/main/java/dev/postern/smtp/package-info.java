/**
 * SMTP's words on both sides (RFC 5321 as a submission server, RFC 6409; AUTH is RFC 4954).
 *
 * <p>{@link dev.postern.smtp.SmtpClientDialogue} is the server of one client: it greets, answers
 * EHLO, and takes AUTH PLAIN and LOGIN. {@link dev.postern.smtp.SmtpUpstreamDialogue} is the client
 * of one provider: EHLO, STARTTLS where required, AUTH. Neither sees a message: once both are
 * logged in they are replaced by pumps, and what the two sides say is between them. Of an app with
 * a restriction {@link dev.postern.smtp.gate.SmtpGate} reads what goes by.
 *
 * <p>{@link dev.postern.smtp.DeviceDialogue} is the server of a printer or scanner that cannot log
 * in and is known by its address. Its app always names senders and recipients, so there is always a
 * gate behind it.
 *
 * <p>Decisions that the RFCs leave to us:
 *
 * <ul>
 *   <li>The server calls itself {@code localhost} and repeats nothing that a client said.
 *   <li>Before login the account is unknown, so an extension is offered only if every account's
 *       provider has it ({@link dev.postern.smtp.SharedOffers}).
 *   <li>AUTH and STARTTLS are taken without EHLO before them. Nothing here depends on the client's
 *       name, clients exist that don't say EHLO again after STARTTLS, and after login the provider
 *       knows our EHLO.
 *   <li>BDAT before login ends the connection: its octets may be on their way already, and would be
 *       read as commands.
 *   <li>A device logs in by saying EHLO or HELO, so that it hears what its provider offers and a
 *       test page finds out what is wrong; only where STARTTLS might follow, MAIL is the login.
 *       AUTH is answered 503, whatever name and password were typed into the device: to accept any
 *       would invite people to send real ones over the network as they are.
 *   <li>A provider that offers no mechanism that fits needs a person, who gives another credential;
 *       this one was not shown to it, so it is not rejected.
 *   <li>A negative reply that says "too many" is a limit, whatever its code: providers use 421,
 *       432, 454 and 5xx for it.
 * </ul>
 */
@NullMarked
package dev.postern.smtp;

import org.jspecify.annotations.NullMarked;
