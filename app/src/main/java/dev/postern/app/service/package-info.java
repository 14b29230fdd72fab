/**
 * Postern as a service of the machine or of one user, which starts by itself and is watched.
 *
 * <pre>
 *   postern service install ── ServiceFiles ── Plan of Steps ── Workman    written once
 *   postern serve ──────────── ServiceManager ── NotifySocket ── systemd   told as it runs
 * </pre>
 *
 * <p>There are three kinds of service manager: {@link dev.postern.app.service.Systemd}, {@link
 * dev.postern.app.service.Launchd} and {@link dev.postern.app.service.TaskScheduler}. What they
 * read are templates among the resources; the Debian package has its units from the same ones. Only
 * systemd was ever tried.
 *
 * <p>Decided here: the system service has a user of its own, {@code postern}, since limits of apps
 * bind only programs that cannot read the vault. Its configuration belongs to root, but for the two
 * directories that commands add files to; whoever is root and works on it does so as that user. A
 * socket unit holds the ports, so that no other program gets them, and with them passwords, while
 * the bridge restarts; ports below 1024 need no privilege of the bridge either.
 *
 * <p>The sandbox leaves open what the bridge needs: code that is compiled at run time, all of
 * {@code /proc/net}, which says who owns a connection from this machine, and the true numbers of
 * users in it. A unit of one user cannot have most of the sandbox, and its programs can read the
 * vault.
 */
@NullMarked
package dev.postern.app.service;

import org.jspecify.annotations.NullMarked;
