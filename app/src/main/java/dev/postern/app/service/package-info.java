/**
 * Postern as a service of the machine or of one user, which starts by itself and is watched: {@link
 * dev.postern.app.service.ServiceManager} tells systemd how the bridge is.
 */
@NullMarked
package dev.postern.app.service;

import org.jspecify.annotations.NullMarked;
