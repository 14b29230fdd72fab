/**
 * Parts of Postern alone, measured by JMH: {@code scripts/bench --micro} runs them and says what
 * they allocate, too. They are reached as a session reaches them, so that none is opened for this.
 */
@NullMarked
package dev.postern.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
