package dev.postern.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.core.secret.Secret;

/** Anything at all as what the vault holds of an account's tokens. */
class RecordFuzzTest {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-record-of-tokens.dict")
    void aRecordOfTokens(byte[] written) {
        switch (RecordJson.read(Secret.copyOf(written))) {
            case RecordJson.Found.Whole whole ->
                    assertThat(RecordJson.read(RecordJson.written(whole.record())))
                            .isEqualTo(whole);
            case RecordJson.Found.Newer newer -> assertThat(newer.version()).isNotEqualTo("1");
            case RecordJson.Found.Damaged ignored -> {}
        }
    }
}
