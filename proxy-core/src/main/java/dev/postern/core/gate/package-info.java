/**
 * What a frontend puts between client and upstream of an app with a restriction: a {@link
 * dev.postern.core.gate.Gate}, which lets through by list and never blocks by list. An app without
 * a restriction has none, and its sessions are two pumps.
 */
@NullMarked
package dev.postern.core.gate;

import org.jspecify.annotations.NullMarked;
