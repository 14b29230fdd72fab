package dev.postern.smtp;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.access.SendingQuota;
import dev.postern.core.session.Frontend;
import dev.postern.core.testing.AnyClient;
import dev.postern.core.testing.AnyProvider;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Anything at all as what is said before a login is over, by either side. */
class SmtpLoginFuzzTest {

    /** RFC 5321 4.2. */
    private static final Pattern LINE = Pattern.compile("[2-5][0-9][0-9][ -][ -~]*");

    private static Frontend frontend() {
        return new SmtpFrontend(Optional.empty(), List::of, SendingQuota.UNLIMITED);
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "login.dict")
    void aClientThatSaysAnything(byte[] input) {
        AnyClient.orDevice(frontend(), LINE).says(input);
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "login.dict")
    void aProviderThatSaysAnything(byte[] input) {
        new AnyProvider(frontend()).says(input);
    }
}
