/**
 * Logs in to the servers of an account to find out what is wrong with it: {@link
 * dev.postern.app.check.RealLogins}.
 *
 * <p>There are two clients, so that a fault of ours does not look like one of the provider's: our
 * own upstream dialogues, and Jakarta Mail with the same settings, the same trust and the same
 * credential. If no login comes about, {@link dev.postern.app.check.ServerProbe} looks at what is
 * there, without a credential and without believing it. From all of this {@link
 * dev.postern.app.check.Explanation} makes one sentence on what is wrong and one on what to do.
 */
@NullMarked
package dev.postern.app.check;

import org.jspecify.annotations.NullMarked;
