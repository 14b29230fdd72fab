/**
 * What happens between one client and one provider. The {@link dev.postern.core.session.Session}
 * knows the phases and no protocol words; what a protocol supplies is a {@link
 * dev.postern.core.session.Frontend}.
 */
@NullMarked
package dev.postern.core.session;

import org.jspecify.annotations.NullMarked;
