/**
 * Proof of the IMAP gate from outside. Nothing here shares code with the gate: a {@link
 * dev.postern.imap.proof.ReferenceParser} reads what has gone upstream as a server would, a {@link
 * dev.postern.imap.proof.PolicyOracle} says whether a command that a server has seen may change or
 * show what the profile forbids, and a {@link dev.postern.imap.proof.Bench} has a gate between a
 * client and a {@link dev.postern.imap.proof.ReferenceServer}, cut into random pieces on the way.
 */
@NullMarked
package dev.postern.imap.proof;

import org.jspecify.annotations.NullMarked;
