package dev.postern.app.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Anything at all as what a domain says about its servers: in a file, and in DNS. */
class DiscoveryFuzzTest {

    private static final String HOST = "[a-z0-9.-]{1,253}";
    private static final String ANSWERED = "|[A-Za-z0-9_-][A-Za-z0-9_.-]*(?<!\\.)";
    private static final String SECRET_FILE = "root:";

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "autoconfig.dict")
    void anAutoconfigFile(byte[] file) {
        Autoconfig.of(file, "jo@example.org")
                .ifPresent(found -> {
                    assertThat(found.servers()).isNotEmpty();
                    found.servers()
                            .values()
                            .forEach(server -> {
                                assertThat(server.host()).matches(HOST);
                                assertThat(server.port()).isBetween(1, 65535);
                                assertThat(server.user()).doesNotContain(SECRET_FILE);
                            });
                });
    }

    @FuzzTest(maxDuration = "10m")
    void aRecordsData(byte[] input) {
        ByteBuf data = Unpooled.wrappedBuffer(input);
        SystemDns.exchanger(data.duplicate())
                .ifPresent(exchanger -> {
                    assertThat(exchanger.preference()).isBetween(0, 65535);
                    assertThat(exchanger.host()).matches(ANSWERED);
                });
        SystemDns.service(data.duplicate())
                .ifPresent(service -> {
                    assertThat(service.port()).isBetween(0, 65535);
                    assertThat(service.target()).matches(ANSWERED);
                });
        assertThat(data.refCnt()).isOne();
    }
}
