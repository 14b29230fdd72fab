@NullMarked
package dev.postern.app.metrics;

import org.jspecify.annotations.NullMarked;
