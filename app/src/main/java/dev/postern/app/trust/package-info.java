/**
 * Whom programs on this machine believe. Each has its own idea of where its roots are: {@link
 * dev.postern.app.trust.Instructions} says for every kind what a person does to make it believe the
 * bridge, and {@link dev.postern.app.trust.TrustStores} does it where it can be undone as well: in
 * the platform's store, and in the databases of Firefox, Thunderbird and Chromium.
 */
@NullMarked
package dev.postern.app.trust;

import org.jspecify.annotations.NullMarked;
