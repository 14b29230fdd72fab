/**
 * Tests of the gate. Dialogues are scripts as in {@code dev.postern.core.testing}, but with two
 * peers: {@code C:} the client and {@code U:} the provider send, {@code S:} and {@code P:} is what
 * they hear. {@link dev.postern.smtp.gate.GateScript} says which headers and directives there are.
 */
package dev.postern.smtp.gate;
