@NullMarked
package dev.postern.app.client;

import org.jspecify.annotations.NullMarked;
