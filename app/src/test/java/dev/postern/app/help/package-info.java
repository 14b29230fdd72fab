@NullMarked
package dev.postern.app.help;

import org.jspecify.annotations.NullMarked;
