package dev.postern.core.audit;

import java.time.Duration;

/**
 * How much a log may take.
 *
 * @param octets of a file, about
 * @param files that are kept
 * @param queue events that wait to be written
 * @param gather how long the first event of several waits for the others, so that a burst wakes the
 *     thread and writes once; a bridge that is killed meanwhile has not recorded them
 * @param sync how long the disk may not have a line yet
 */
record AuditLimits(long octets, int files, int queue, Duration gather, Duration sync) {

    /**
     * 128 MiB in all, about half a million events: a year of a busy household, and days of an
     * office. Lines are with the operating system almost at once, so what a second costs is lost
     * only with the power.
     */
    static final AuditLimits STANDARD =
            new AuditLimits(
                    16 * 1024 * 1024, 8, 16 * 1024, Duration.ofMillis(20), Duration.ofSeconds(1));
}
