/**
 * What can happen to a connection on its way, as data, and the relay that makes it happen.
 *
 * <p>A {@link dev.postern.app.fault.Misfortune} is a {@link dev.postern.app.fault.Fault} and the
 * {@link dev.postern.app.fault.Place} in what is said at which it befalls the connection. {@link
 * dev.postern.app.fault.FaultyRelay} stands between the bridge and its provider, or between a
 * client and the bridge, and counts which connections the bridge has let go of.
 */
@NullMarked
package dev.postern.app.fault;

import org.jspecify.annotations.NullMarked;
