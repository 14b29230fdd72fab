package dev.postern.app.bridge;

/** A certificate that listeners show, which does not last as long as they are open. */
sealed interface ShownCertificate permits FileCertificate, LocalCertificate {

    /**
     * Shows another one if it is time; if that fails, says so and leaves the one that is shown.
     * Waits for the disk. Called by one thread.
     */
    void refresh();
}
