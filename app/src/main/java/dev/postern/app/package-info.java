/**
 * What a person starts. {@link dev.postern.app.Main} hands over to the commands in {@code
 * dev.postern.app.command}; one of them, {@code serve}, runs a {@code
 * dev.postern.app.bridge.Bridge}, the others work on its files, and have it take them over at once
 * through {@code dev.postern.app.control}. People sign in to providers in {@code
 * dev.postern.app.signin}. One command is a client of the bridge itself: {@code
 * dev.postern.app.sendmail}.
 */
@NullMarked
package dev.postern.app;

import org.jspecify.annotations.NullMarked;
