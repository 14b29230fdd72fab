/** Tests of what people write and what they are told. */
@NullMarked
package dev.postern.config;

import org.jspecify.annotations.NullMarked;
