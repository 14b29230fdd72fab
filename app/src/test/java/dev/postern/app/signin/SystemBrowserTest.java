package dev.postern.app.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.app.signin.Browser.Opening.NotOpened;
import dev.postern.app.signin.Browser.Opening.Opened;
import dev.postern.app.trust.Machine.Platform;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

class SystemBrowserTest {
    private static final String PAGE = "https://example.org/?a=b&c=$(d)";

    @TempDir private Path home;

    @Test
    void everySystemHasAWayOfItsOwn() {
        assertThat(new SystemBrowser(Platform.LINUX, Map.of()).commands(PAGE))
                .containsExactly(List.of("xdg-open", PAGE));
        assertThat(new SystemBrowser(Platform.MACOS, Map.of()).commands(PAGE))
                .containsExactly(List.of("open", PAGE));
        assertThat(new SystemBrowser(Platform.WINDOWS, Map.of()).commands(PAGE))
                .containsExactly(List.of("rundll32", "url.dll,FileProtocolHandler", PAGE));
    }

    @Test
    void thePersonMayNameBrowsers() {
        assertThat(
                        new SystemBrowser(
                                        Platform.LINUX,
                                        Map.of("BROWSER", "firefox:lynx -x %s -y: "))
                                .commands(PAGE))
                .containsExactly(List.of("firefox", PAGE), List.of("lynx", "-x", PAGE, "-y"));
    }

    @Test
    void aMachineWithoutADesktopSaysSo() {
        for (SystemBrowser browser :
                List.of(
                        new SystemBrowser(Platform.LINUX, Map.of()),
                        new SystemBrowser(Platform.MACOS, Map.of("SSH_CONNECTION", "x")))) {
            assertThat(browser.hasDesktop()).isFalse();
            assertThat(browser.open(URI.create("https://example.org/")))
                    .isEqualTo(new NotOpened("this machine has no desktop."));
        }
        assertThat(new SystemBrowser(Platform.LINUX, Map.of("WAYLAND_DISPLAY", "w")).hasDesktop())
                .isTrue();
        assertThat(new SystemBrowser(Platform.MACOS, Map.of()).hasDesktop()).isTrue();
    }

    @Test
    void onlyPagesAreOpened() {
        SystemBrowser browser = new SystemBrowser(Platform.LINUX, Map.of("BROWSER", "touch"));
        assertThat(browser.open(URI.create("file:///etc/passwd"))).isInstanceOf(NotOpened.class);
    }

    /** Nothing of the address means anything to a shell, since there is none. */
    @Test
    void theAddressArrivesAsItIs() throws Exception {
        Path program = home.resolve("browser");
        Path seen = home.resolve("seen");
        Files.createFile(
                program,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(program, "#!/bin/sh\nprintf %s \"$1\" > '" + seen + "'\n");
        String page = "https://example.org/?a=b&c=';touch%20x;'$(d)";
        SystemBrowser browser =
                new SystemBrowser(Platform.LINUX, Map.of("BROWSER", program.toString()));
        assertThat(browser.open(URI.create(page))).isEqualTo(new Opened());
        assertThat(seen).hasContent(page);
    }

    @Test
    void theNextBrowserIsTriedIfOneDoesNotWork() {
        assertThat(
                        new SystemBrowser(
                                        Platform.LINUX,
                                        Map.of("BROWSER", "/no/such/browser:false:true"))
                                .open(URI.create("https://example.org/")))
                .isEqualTo(new Opened());
        assertThat(
                        new SystemBrowser(Platform.LINUX, Map.of("BROWSER", "false"))
                                .open(URI.create("https://example.org/")))
                .isEqualTo(new NotOpened("false did not open it (exit code 1)."));
    }
}
