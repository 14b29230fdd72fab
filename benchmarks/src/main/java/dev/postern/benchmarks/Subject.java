package dev.postern.benchmarks;

import java.io.IOException;
import java.util.Optional;

/**
 * A peer that runs, and who talks to it.
 *
 * @param process none: nothing is charged to it
 */
record Subject(Peer peer, Optional<ProcessTree> process, MailPrograms programs) {

    double cpuSeconds() throws IOException {
        return process.isPresent() ? process.get().cpuSeconds() : 0;
    }

    double kibibytes() throws IOException {
        return process.isPresent() ? process.get().kibibytes() : 0;
    }

    ImapProgram reader(ClientKind client) throws IOException, InterruptedException {
        return programs.reader(peer, client);
    }

    SmtpProgram sender(ClientKind client) throws IOException, InterruptedException {
        return programs.sender(peer, client);
    }
}
