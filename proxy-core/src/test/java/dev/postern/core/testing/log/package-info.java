/**
 * The logging backend of proxy-core's tests: it keeps every line, of every level, for tests that
 * ask what was logged.
 */
@NullMarked
package dev.postern.core.testing.log;

import org.jspecify.annotations.NullMarked;
