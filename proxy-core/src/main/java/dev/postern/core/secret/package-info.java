/**
 * What must never be printed. {@link dev.postern.core.secret.Secret} is the only carrier of secrets
 * between classes.
 */
@NullMarked
package dev.postern.core.secret;

import org.jspecify.annotations.NullMarked;
