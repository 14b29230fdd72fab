package dev.postern.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParseException;

import dev.postern.app.operation.Request;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Set;

/** JSON that is none of ours is refused as such, and is no defect. */
class StrangeLinesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'operation':'recognise','texts':[[]]}",
                "{'operation':'recognise','texts':[null]}",
                "{'operation':'sign-in','account':'a'}",
                "{'operation':['status']}",
                "[]"
            })
    void aStrangeRequestIsNone(String line) {
        assertThatThrownBy(() -> RequestJson.read(line.replace('\'', '"')))
                .isInstanceOf(JsonParseException.class);
    }

    @Test
    void anIdThatStandsThereTwiceCountsOnce() {
        assertThat(RequestJson.read("{\"operation\":\"end-superseded\",\"used\":\"a a\"}"))
                .isEqualTo(new Request.EndSuperseded(Set.of("a")));
    }

    @Test
    void aSetIsWrittenInOneOrder() {
        assertThat(RequestJson.write(new Request.EndSuperseded(Set.of("c", "a", "d", "b"))))
                .isEqualTo("{\"operation\":\"end-superseded\",\"used\":\"a b c d\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'answer':['done']}",
                "{'answer':'done','notes':'n'}",
                "{'answer':'done','notes':[null]}",
                "{'answer':'sessions','sessions':null}",
                "{'answer':'verified','finding':{'files':1,'lines':2,'from':'','to':'','seal':'','faults':[]}}",
                "{'answer':'refused','sentence':{}}",
                "{'answer':'device-started','code':'c','user-code':'u','verification':'v','complete':'','lifetime':'x','interval':5}"
            })
    void aStrangeAnswerIsNone(String line) {
        assertThatThrownBy(() -> AnswerJson.read(line.replace('\'', '"')))
                .isInstanceOf(JsonParseException.class);
    }
}
