@NullMarked
package dev.postern.core.signin;

import org.jspecify.annotations.NullMarked;
