@NullMarked
package dev.postern.app.health;

import org.jspecify.annotations.NullMarked;
