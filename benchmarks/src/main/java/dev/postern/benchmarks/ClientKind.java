package dev.postern.benchmarks;

/** How a mail program connects to a proxy. */
enum ClientKind {
    PLAIN("plain"),
    TLS("TLS");

    private final String shown;

    ClientKind(String shown) {
        this.shown = shown;
    }

    String shown() {
        return shown;
    }
}
