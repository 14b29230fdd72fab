/** Tests of the search for a mail address's servers. */
@NullMarked
package dev.postern.app.discovery;

import org.jspecify.annotations.NullMarked;
