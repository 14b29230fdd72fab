/**
 * Looks for app passwords in files: {@link dev.postern.app.scan.FileScan} finds what looks like
 * one, and whoever has the verifiers says whether it is.
 */
@NullMarked
package dev.postern.app.scan;

import org.jspecify.annotations.NullMarked;
