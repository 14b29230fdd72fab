package dev.postern.imap;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.testing.AnyClient;
import dev.postern.core.testing.AnyProvider;

import java.util.regex.Pattern;

/** Anything at all as what is said before a login is over, by either side. */
class ImapLoginFuzzTest {

    /** RFC 3501 7: an untagged response, a continuation request or the end of a command. */
    private static final Pattern LINE =
            Pattern.compile(
                    "\\* (OK|BAD|BYE|CAPABILITY|ID) [ -~]+|\\+ [ -~]*|[!-~]+ (OK|NO|BAD) [ -~]+");

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "login.dict")
    void aClientThatSaysAnything(byte[] input) {
        AnyClient.of(new ImapFrontend(), LINE).says(input);
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "login.dict")
    void aProviderThatSaysAnything(byte[] input) {
        new AnyProvider(new ImapFrontend()).says(input);
    }
}
