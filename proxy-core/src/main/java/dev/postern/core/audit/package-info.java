/**
 * What happened, for who has to know later: {@link dev.postern.core.audit.AuditEvent} says what may
 * be kept, {@link dev.postern.core.audit.AuditLog} keeps it.
 */
@NullMarked
package dev.postern.core.audit;

import org.jspecify.annotations.NullMarked;
