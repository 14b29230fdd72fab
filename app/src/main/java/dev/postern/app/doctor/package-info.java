/**
 * Looks for what keeps a bridge from working, and says what mends it.
 *
 * <p>Each {@link dev.postern.app.doctor.Examination} looks at one thing and gives {@link
 * dev.postern.app.doctor.Finding}s. None of them changes anything, and none depends on another: a
 * configuration that is broken does not keep the doctor from looking at files and ports.
 *
 * <p>Decided here: every fault names a command or one thing to do. A clock is compared with what an
 * authorization server says that it is, where an account has such a server, and else with the
 * system's own opinion; mail servers do not tell the time, and nobody is asked who would not be
 * asked anyway. It is also wrong if this program was made later than it says, or if the
 * certificates of all servers are for other times.
 */
@NullMarked
package dev.postern.app.doctor;

import org.jspecify.annotations.NullMarked;
