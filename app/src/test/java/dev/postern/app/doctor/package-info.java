@NullMarked
package dev.postern.app.doctor;

import org.jspecify.annotations.NullMarked;
