@NullMarked
package dev.postern.app.operation;

import org.jspecify.annotations.NullMarked;
