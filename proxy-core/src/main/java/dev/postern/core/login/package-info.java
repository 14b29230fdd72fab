/**
 * The login phase, the same for both protocols and both sides.
 *
 * <p>A {@link dev.postern.core.login.Dialogue} knows protocol words and no sockets. It is given one
 * frame at a time and answers with a {@link dev.postern.core.login.Turn}: what to say, and what
 * comes {@link dev.postern.core.login.Next}. One {@link dev.postern.core.login.LoginHandler} drives
 * all four dialogues (client and upstream of IMAP and SMTP): it frames lines and octets under
 * limits, starts TLS, and reports results and ends to its owner, which decides.
 *
 * <p>When login is over the handler is <em>replaced</em> by a pump. What had been read and not used
 * goes to the replacement, so pipelined octets are never lost, and login code is gone, not
 * disabled.
 */
@NullMarked
package dev.postern.core.login;

import org.jspecify.annotations.NullMarked;
