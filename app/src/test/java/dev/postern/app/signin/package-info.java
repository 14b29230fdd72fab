@NullMarked
package dev.postern.app.signin;

import org.jspecify.annotations.NullMarked;
