/** What tests of several packages need of accounts that sign in. */
@NullMarked
package dev.postern.app.oauth;

import org.jspecify.annotations.NullMarked;
