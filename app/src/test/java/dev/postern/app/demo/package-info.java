/**
 * What {@code scripts/demo} runs: a provider of its own, and the commands that a person would type.
 *
 * <p>It stands among the tests because GreenMail is no part of what users install. The bridge in it
 * is: {@link dev.postern.app.demo.PosternCommand} starts the program in {@code app/target/postern}.
 */
@NullMarked
package dev.postern.app.demo;

import org.jspecify.annotations.NullMarked;
