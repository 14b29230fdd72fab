/**
 * The bridge as its users meet it: real frontends, real app passwords and a real vault, over real
 * sockets.
 *
 * <p>Two kinds of provider stand behind it. {@link dev.postern.app.e2e.Provider} is GreenMail, and
 * {@link dev.postern.app.e2e.MailClient} Jakarta Mail: neither was written by us, so what both say
 * worked did. What no real server can be made to do (be slow, lie, fall silent) is done by {@link
 * dev.postern.app.e2e.StandIns}.
 *
 * <p>What can happen to a connection at any moment, and what the client is told then, is a table:
 * {@link dev.postern.app.e2e.FaultTable}, which {@link dev.postern.app.e2e.FaultMatrixIT} tries
 * field by field. {@link dev.postern.app.e2e.SubmissionLedgerIT} lets it happen at random.
 *
 * <p>{@link dev.postern.app.e2e.TestBridge} assembles the bridge from its parts instead of its
 * configuration, because these tests choose transport, TLS provider and deadlines.
 */
@NullMarked
package dev.postern.app.e2e;

import org.jspecify.annotations.NullMarked;
