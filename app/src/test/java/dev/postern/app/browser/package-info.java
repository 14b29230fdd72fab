/**
 * What a person sees of a sign-in: the real pages in a real browser, Chromium, which is driven over
 * its DevTools protocol. It is a package of Debian, and must be there: a test that is left out
 * proves nothing.
 */
@NullMarked
package dev.postern.app.browser;

import org.jspecify.annotations.NullMarked;
