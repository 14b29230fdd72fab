package dev.postern.imap.gate;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.junit.jupiter.api.Test;

class LiteralTailTest {

    private static long literal(String line) {
        LiteralTail tail = new LiteralTail();
        for (byte octet : line.getBytes(US_ASCII)) {
            tail.add(octet);
        }
        return tail.literal();
    }

    @Test
    void theMarkEndsTheLine() {
        assertThat(literal("* 1 FETCH (BODY[] {12}\r\n")).isEqualTo(12);
        assertThat(literal("* 1 FETCH (BINARY[] ~{0}\r\n")).isZero();
        assertThat(literal("* 1 FETCH (BODY[] {12} \r\n")).isEqualTo(LiteralTail.NONE);
        assertThat(literal("* 1 FETCH (BODY[] {}\r\n")).isEqualTo(LiteralTail.NONE);
    }

    @Test
    void aSizeHas32Bits() {
        assertThat(literal("{4294967295}\r\n")).isEqualTo(LiteralTail.LARGEST);
        assertThat(literal("{00000000000000000000012}\r\n")).isEqualTo(12);
        assertThat(literal("{4294967296}\r\n")).isGreaterThan(LiteralTail.LARGEST);
        assertThat(literal("{18446744073709551617}\r\n")).isGreaterThan(LiteralTail.LARGEST);
    }
}
