@NullMarked
package dev.postern.app.trust;

import org.jspecify.annotations.NullMarked;
