package dev.postern.app.fault;

/** A fault, and where it happens. */
public record Misfortune(Fault fault, Place place) {}
