/**
 * Accounts from the configuration of another bridge: {@code emailproxy.config} of
 * email-oauth2-proxy, an INI file.
 *
 * <p>{@link dev.postern.app.importing.IniFile} reads it as that program does, and knows the line of
 * each key. {@link dev.postern.app.importing.Import} makes accounts of its sections, and says for
 * every key what became of it. Nothing is written here, and no value of a key that may be secret is
 * shown: a client secret is asked for when somebody signs in, and tokens stay where they are, since
 * they are sealed with the passwords of mail programs.
 */
@NullMarked
package dev.postern.app.importing;

import org.jspecify.annotations.NullMarked;
