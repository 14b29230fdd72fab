/** Bytes, phases, app passwords, credentials and TLS; knows no IMAP, SMTP or TOML. */
@NullMarked
package dev.postern.core;

import org.jspecify.annotations.NullMarked;
