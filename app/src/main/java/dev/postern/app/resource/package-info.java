/** Texts that are packed into the program beside its classes. */
@NullMarked
package dev.postern.app.resource;

import org.jspecify.annotations.NullMarked;
