package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonParseException;

import dev.postern.app.operation.Answer;
import dev.postern.app.operation.Request;

/** Anything at all as a line of the control socket: understood, or refused as no such line. */
class ControlFuzzTest {

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "control.dict")
    void aRequest(byte[] line) {
        Request request;
        try {
            request = RequestJson.read(new String(line, UTF_8));
        } catch (JsonParseException refused) {
            return;
        }
        String written = RequestJson.write(request);
        assertThat(written).doesNotContain("\n", "\r");
        assertThat(RequestJson.write(RequestJson.read(written))).isEqualTo(written);
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "control.dict")
    void anAnswer(byte[] line) {
        Answer answer;
        try {
            answer = AnswerJson.read(new String(line, UTF_8));
        } catch (JsonParseException refused) {
            return;
        }
        String written = AnswerJson.write(answer);
        assertThat(written).doesNotContain("\n", "\r");
        assertThat(AnswerJson.write(AnswerJson.read(written))).isEqualTo(written);
    }
}
