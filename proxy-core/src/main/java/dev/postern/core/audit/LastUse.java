package dev.postern.core.audit;

/**
 * When and from where an app last logged in. Texts, since it travels as JSON.
 *
 * @param time ISO 8601
 * @param client its address, without its port
 * @param program what it called itself; empty if it did not
 */
public record LastUse(String time, String client, String program) {}
