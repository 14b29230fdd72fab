package dev.postern.app.trust;

import dev.postern.core.testing.TestAuthority;

import java.nio.file.Path;

/** A certificate that can stand for a root. */
final class TestRoot {
    private TestRoot() {}

    static RootCertificate in(Path directory) throws Exception {
        return RootCertificate.read(new TestAuthority().writePem(directory));
    }
}
