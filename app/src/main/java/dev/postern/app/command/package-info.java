/**
 * The command line: one class for each command, named for it. A command reads its options, does its
 * work through {@link dev.postern.app.command.Workplace}, and prints what a person or, with {@code
 * --json}, a script wants to know. What goes wrong is a {@link
 * dev.postern.app.command.CommandException}: a sentence and an exit code.
 *
 * <p>Decided here: {@code app add NAME} makes two apps, {@code NAME-imap} and {@code NAME-smtp},
 * each with a password of its own, so that what leaks from one place opens one door. {@code
 * --protocols} says otherwise. A password is never an argument: other users see those.
 */
@NullMarked
package dev.postern.app.command;

import org.jspecify.annotations.NullMarked;
