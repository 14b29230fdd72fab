/**
 * Real credentials on their way from where they are kept to the login that needs them.
 *
 * <p>A session asks the {@link dev.postern.core.credential.CredentialSource} and logs in with what
 * it gets. If the provider rejects it:
 *
 * <pre>
 *   source.rejected(account, secret)      what was remembered is dropped, unless it is newer already
 *   source.fetch(account)                 a command runs anew, a token is refreshed
 *     Available(…, NOT_REJECTED)          another secret: try once more, and only once
 *     Available(…, REJECTED)              the very same one: the provider's refusal stands
 *     Missing(failure)                    this failure stands
 * </pre>
 *
 * <p>Nothing in this package writes to the log, and what a command prints is in no message: whoever
 * asked knows what to say about the outcome. What a person stored in the vault is never dropped
 * here.
 */
@NullMarked
package dev.postern.core.credential;

import org.jspecify.annotations.NullMarked;
