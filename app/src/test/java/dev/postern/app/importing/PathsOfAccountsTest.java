package dev.postern.app.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.config.ProviderPresets;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/** Files that an account names: no file can have a NUL in its name. */
class PathsOfAccountsTest {

    private static final String ACCOUNT =
            """
            [jo@gmail.com]
            token_url = https://oauth2.googleapis.com/token
            client_id = file
            """;

    private static Takeover takeover(String keys) {
        IniFile file = ((IniFile.Reading.Fine) IniFile.read(ACCOUNT + keys)).file();
        return Import.of(file, ProviderPresets.builtIn(), address -> "jo", Path.of("/home/jo"))
                .getFirst();
    }

    private static String said(Takeover takeover, String key) {
        return takeover.notes().stream()
                .filter(note -> note.key().equals(key))
                .map(Takeover.Note::said)
                .findFirst()
                .orElse("");
    }

    @Test
    void aKeyFileThatCannotBeIsNotTakenOver() {
        Takeover takeover = takeover("jwt_key_path = a\0b\njwt_certificate_path = cert.pem\n");

        assertThat(takeover.account()).isPresent();
        assertThat(said(takeover, "jwt_key_path"))
                .isEqualTo("not taken over: this system can have no file of that name");
        assertThat(said(takeover, "jwt_certificate_path")).isEqualTo("taken over");
    }

    @Test
    void aServiceAccountNeedsItsKeyFile() {
        Takeover takeover = takeover("oauth2_flow = service_account\nclient_secret = a\0b\n");

        assertThat(takeover.account()).isEmpty();
        assertThat(said(takeover, "client_secret"))
                .isEqualTo(
                        "not taken over, so neither is the account: this system can have no file of"
                                + " that name");
    }
}
