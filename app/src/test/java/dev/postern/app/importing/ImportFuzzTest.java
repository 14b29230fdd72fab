package dev.postern.app.importing;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

import dev.postern.config.ProviderPresets;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Anything at all as emailproxy.config. */
class ImportFuzzTest {

    private static final ProviderPresets PRESETS = ProviderPresets.builtIn();
    private static final String SEALED = "gAAAAABsealed";

    @FuzzTest(maxDuration = "10m")
    @DictionaryFile(resourcePath = "a-foreign-configuration.dict")
    void aForeignConfiguration(byte[] octets) {
        String text = new String(octets, UTF_8);
        int lines = (int) text.lines().count();
        switch (IniFile.read(text)) {
            case IniFile.Reading.Fault(int line, String sentence) -> {
                assertThat(line).isBetween(1, lines);
                assertThat(sentence).isNotBlank();
            }
            case IniFile.Reading.Fine(IniFile file) -> {
                Set<String> names = new HashSet<>();
                List<Takeover> takeovers =
                        Import.of(
                                file,
                                PRESETS,
                                address -> "name-" + names.size() + names.add(address),
                                Path.of("/home/ann"));
                assertThat(takeovers)
                        .extracting(Takeover::section)
                        .containsExactlyInAnyOrderElementsOf(
                                file.sections().stream()
                                        .map(IniFile.Section::name)
                                        .filter(name -> !Import.DOCUMENTATION.contains(name))
                                        .toList());
                takeovers.forEach(takeover ->
                        takeover.notes()
                                .forEach(note -> {
                                    assertThat(note.line()).isBetween(1, lines);
                                    assertThat(note.said()).doesNotContain(SEALED);
                                }));
            }
        }
    }
}
