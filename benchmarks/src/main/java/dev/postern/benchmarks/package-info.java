/** What Postern costs, measured. */
@NullMarked
package dev.postern.benchmarks;

import org.jspecify.annotations.NullMarked;
