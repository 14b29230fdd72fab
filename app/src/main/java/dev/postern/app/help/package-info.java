/**
 * The pages of the documentation, which are packed with the program: the same files that are read
 * on the web, so that they are of the same version as the program.
 */
@NullMarked
package dev.postern.app.help;

import org.jspecify.annotations.NullMarked;
