/**
 * What is said of our dependencies, and whether the scripts and the build that say it are right.
 */
@NullMarked
package dev.postern.app.supply;

import org.jspecify.annotations.NullMarked;
