package dev.postern.smtp.gate;

/** Whether the provider takes BDAT. */
enum Chunking {
    OFFERED,
    NOT_OFFERED
}
