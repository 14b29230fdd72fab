package dev.postern.app.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class DescriptorsTest {

    @TempDir private Path directory;

    private int beforeLogin(int wanted, String openFiles) throws IOException {
        Path limits =
                Files.writeString(
                        directory.resolve("limits"),
                        """
                        Limit                     Soft Limit           Hard Limit           Units
                        Max processes             1                    1                    processes
                        Max open files            %s                   1048576              files
                        """
                                .formatted(openFiles));
        return Descriptors.beforeLogin(wanted, limits);
    }

    @Test
    void whereThereAreEnoughAllThatAreWantedMayWait() throws IOException {
        assertThat(beforeLogin(1024, "4096")).isEqualTo(1024);
        assertThat(beforeLogin(16, "1048576")).isEqualTo(16);
    }

    @Test
    void aQuarterIsTheMost() throws IOException {
        assertThat(beforeLogin(1024, "1000")).isEqualTo(250);
    }

    @Test
    void whereTheSystemHasNoLimitOrSaysNoneAllThatAreWantedMayWait() throws IOException {
        assertThat(beforeLogin(1024, "unlimited")).isEqualTo(1024);
        assertThat(Descriptors.beforeLogin(1024, directory.resolve("none"))).isEqualTo(1024);
    }

    @Test
    void theSystemOfTheseTestsIsUnderstood() {
        assertThat(Descriptors.beforeLogin(Integer.MAX_VALUE, Descriptors.OF_THIS_PROCESS))
                .isPositive();
    }
}
