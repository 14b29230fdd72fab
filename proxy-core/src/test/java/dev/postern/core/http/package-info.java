@NullMarked
package dev.postern.core.http;

import org.jspecify.annotations.NullMarked;
