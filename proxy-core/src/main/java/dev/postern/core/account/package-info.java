/**
 * What the configuration says of the providers: an {@link dev.postern.core.account.Account} has up
 * to one {@link dev.postern.core.account.Upstream} a protocol and one {@link
 * dev.postern.core.account.Credential}. Values only; they are read from files by the module {@code
 * config} and never change once made.
 */
@NullMarked
package dev.postern.core.account;

import org.jspecify.annotations.NullMarked;
