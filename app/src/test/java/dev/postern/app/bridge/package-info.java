@NullMarked
package dev.postern.app.bridge;

import org.jspecify.annotations.NullMarked;
