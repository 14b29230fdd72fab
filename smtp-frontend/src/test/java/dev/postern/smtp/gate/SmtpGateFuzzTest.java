package dev.postern.smtp.gate;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** What a provider would see is what the gate thought, whatever the client says. */
class SmtpGateFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyDialogue(FuzzedDataProvider data) {
        new Encounter(below -> data.consumeInt(0, below - 1)).run(Encounter.STEPS);
    }
}
