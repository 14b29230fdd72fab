/**
 * Ends or hinders a real program between any two things that it does to its files. {@link
 * dev.postern.core.testing.crash.FaultyRuns} has {@code strace} write down each system call of one
 * run that changes something below a directory: those are its {@link
 * dev.postern.core.testing.crash.FaultPoint}s, all of them. Then the program is run once for each,
 * on a fresh copy of the directory, and killed where that call would begin, or told that the disk
 * is full.
 */
@NullMarked
package dev.postern.core.testing.crash;

import org.jspecify.annotations.NullMarked;
