/**
 * OAuth 2.0 as a client speaks it to an authorization server: one request, one reply. What is kept,
 * when it is renewed and what becomes of a refusal is decided elsewhere.
 */
@NullMarked
package dev.postern.core.oauth;

import org.jspecify.annotations.NullMarked;
