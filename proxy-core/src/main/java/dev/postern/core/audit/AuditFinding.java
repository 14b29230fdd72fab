package dev.postern.core.audit;

import java.util.List;

/**
 * What verifying a log has shown.
 *
 * @param from when its first line was written, ISO 8601; empty if it has none
 * @param to the same of its last line
 * @param seal of its last line: who writes it down elsewhere can tell later whether an old copy was
 *     put in the log's place
 * @param faults where it was changed; none: it is whole
 * @param notes what is missing for no fault of the log's keepers
 */
public record AuditFinding(
        int files,
        long lines,
        String from,
        String to,
        String seal,
        List<Fault> faults,
        List<String> notes) {

    public AuditFinding {
        faults = List.copyOf(faults);
        notes = List.copyOf(notes);
    }

    /**
     * A place where the log was changed.
     *
     * @param line of that file, from 1; 0 for the file itself
     */
    public record Fault(String file, long line, String what) {}

    public boolean isWhole() {
        return faults.isEmpty();
    }
}
