@NullMarked
package dev.postern.app.notice;

import org.jspecify.annotations.NullMarked;
