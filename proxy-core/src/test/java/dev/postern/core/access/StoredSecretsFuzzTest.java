package dev.postern.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.secret.Secret;

/** Anything at all as the file of verifiers, and as an app password that somebody types. */
class StoredSecretsFuzzTest {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-file-of-verifiers.dict")
    void aFileOfVerifiers(byte[] content) {
        try {
            Verifiers read = Verifiers.fromJson(new String(content, UTF_8));
            String written = read.toJson();
            assertThat(Verifiers.fromJson(written).toJson()).isEqualTo(written);
        } catch (DamagedVerifiersException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "an-app-password-as-it-is-typed.dict")
    void anAppPasswordAsItIsTyped(byte[] typed) {
        switch (AppPassword.read(Secret.copyOf(typed))) {
            case AppPassword.Reading.WellFormed(AppPassword password) -> readAgain(password);
            case AppPassword.Reading.PerhapsCompact(AppPassword password) -> readAgain(password);
            case AppPassword.Reading.Mistyped ignored ->
                    assertThat(AppPassword.looksGenerated(Secret.copyOf(typed))).isTrue();
            case AppPassword.Reading.NotGenerated ignored ->
                    assertThat(AppPassword.looksGenerated(Secret.copyOf(typed))).isFalse();
        }
    }

    /** However it was typed, it is one password, and shows nothing of it. */
    private static void readAgain(AppPassword password) {
        AppPassword again =
                switch (AppPassword.read(password.text())) {
                    case AppPassword.Reading.WellFormed(AppPassword same) -> same;
                    case AppPassword.Reading.PerhapsCompact(AppPassword same) -> same;
                    case AppPassword.Reading.Mistyped mistyped ->
                            throw new AssertionError(mistyped);
                    case AppPassword.Reading.NotGenerated none -> throw new AssertionError(none);
                };
        assertThat(again.id()).isEqualTo(password.id());
        assertThat(again.body()).isEqualTo(password.body());
        assertThat(password.toString()).doesNotContain(password.text().revealText());
    }
}
