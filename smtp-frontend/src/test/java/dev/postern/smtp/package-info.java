/**
 * SMTP's words, most of them as scripts ({@link dev.postern.core.testing}) in {@code
 * src/test/scripts}.
 */
@NullMarked
package dev.postern.smtp;

import org.jspecify.annotations.NullMarked;
