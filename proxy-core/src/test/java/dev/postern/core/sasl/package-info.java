/** Tests of SASL mechanisms. */
@NullMarked
package dev.postern.core.sasl;

import org.jspecify.annotations.NullMarked;
