/** What a check finds out, and how it says so. */
@NullMarked
package dev.postern.app.check;

import org.jspecify.annotations.NullMarked;
