@NullMarked
package dev.postern.core.oauth;

import org.jspecify.annotations.NullMarked;
