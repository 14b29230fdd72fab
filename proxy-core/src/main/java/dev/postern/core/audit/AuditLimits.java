package dev.postern.core.audit;

import java.time.Duration;

/**
 * How much a log may take.
 *
 * @param octets of a file, about
 * @param files that are kept
 * @param queue events that wait to be written
 * @param sync how long the disk may not have a line yet
 */
record AuditLimits(long octets, int files, int queue, Duration sync) {

    /**
     * 128 MiB in all, about half a million events: a year of a busy household, and days of an
     * office. Lines are with the operating system at once, so what a second costs is lost only with
     * the power.
     */
    static final AuditLimits STANDARD =
            new AuditLimits(16 * 1024 * 1024, 8, 16 * 1024, Duration.ofSeconds(1));
}
