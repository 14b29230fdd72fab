package dev.postern.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postern.core.account.Grant;
import dev.postern.core.account.OauthClient.Authentication;
import dev.postern.core.testing.oauth.SigningIdentity;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;

import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** Key files as people have them, and what is said of those that are no use. */
class KeyFilesTest {

    private static final SigningIdentity SIGNER = SigningIdentity.rsa(2048);

    @TempDir private Path directory;

    @Test
    void readsPkcs8() throws Exception {
        assertThat(KeyFiles.rsaKey(SIGNER.writeKey(file("key.pem"))))
                .isEqualTo(SIGNER.keys().getPrivate());
    }

    @Test
    void readsTheOlderFormOfRsaKeys() throws Exception {
        byte[] pkcs1 =
                PrivateKeyInfo.getInstance(SIGNER.keys().getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
        Path file = written(SigningIdentity.pem("RSA PRIVATE KEY", pkcs1));
        assertThat(KeyFiles.rsaKey(file)).isEqualTo(SIGNER.keys().getPrivate());
    }

    @Test
    void findsBothInOneFile() throws Exception {
        Path file = written("Bag Attributes\n" + SIGNER.certificatePem() + SIGNER.keyPem());
        assertThat(KeyFiles.rsaKey(file)).isEqualTo(SIGNER.keys().getPrivate());
        assertThat(KeyFiles.certificate(file)).isEqualTo(SIGNER.certificate());
        Path turned = written(SIGNER.keyPem() + SIGNER.certificatePem());
        assertThat(KeyFiles.certificate(turned)).isEqualTo(SIGNER.certificate());
    }

    @Test
    void aMissingFileSaysSo() {
        assertThatThrownBy(() -> KeyFiles.rsaKey(file("no.pem")))
                .isInstanceOf(UnaskableException.class)
                .hasMessage(
                        file("no.pem")
                                + " does not exist. Put the file there, or correct its name in the"
                                + " configuration.");
    }

    @Test
    void aDirectorySaysSo() {
        assertThatThrownBy(() -> KeyFiles.rsaKey(directory))
                .isInstanceOf(UnaskableException.class)
                .hasMessageContaining("could not be read");
    }

    @Test
    void aHugeFileIsNotRead() throws Exception {
        Path file = Files.write(file("huge"), new byte[64 * 1024 + 1]);
        assertThatThrownBy(() -> KeyFiles.rsaKey(file))
                .hasMessageContaining("is larger than 65536 octets");
    }

    @Test
    void anEncryptedKeySaysHowToWriteItOpenly() throws Exception {
        String pbe = "PBEWithSHA1AndDESede";
        Cipher cipher = Cipher.getInstance(pbe);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(pbe).generateSecret(new PBEKeySpec("x".toCharArray())),
                new PBEParameterSpec(new byte[8], 1000));
        byte[] sealed = cipher.doFinal(SIGNER.keys().getPrivate().getEncoded());
        String pem =
                SigningIdentity.pem(
                        "ENCRYPTED PRIVATE KEY",
                        new EncryptedPrivateKeyInfo(cipher.getParameters(), sealed).getEncoded());
        Path file = written(pem);
        assertThatThrownBy(() -> KeyFiles.rsaKey(file))
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt");
    }

    @Test
    void aKeyOfAnotherKindSaysWhichIsNeeded() {
        Path file = SigningIdentity.ec().writeKey(file("ec.pem"));
        assertThatThrownBy(() -> KeyFiles.rsaKey(file))
                .hasMessageContaining("not an RSA key")
                .hasMessageContaining("RS256");
    }

    @Test
    void aShortKeySaysHowLongItMustBe() {
        Path file = SigningIdentity.rsa(1024).writeKey(file("short.pem"));
        assertThatThrownBy(() -> KeyFiles.rsaKey(file))
                .hasMessageContaining("has 1024 bits, and RS256 takes no less than 2048");
    }

    @ParameterizedTest
    @CsvSource({
        "'', holds no private key",
        "'hello', holds no private key",
        "'-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', is damaged",
        "'-----BEGIN PRIVATE KEY-----\n%%%%\n-----END PRIVATE KEY-----\n', is damaged",
        "'-----BEGIN PRIVATE KEY-----\nAAAA\n', is damaged",
    })
    void whatIsNoKeySaysSo(String text, String words) throws Exception {
        Path file = written(text);
        assertThatThrownBy(() -> KeyFiles.rsaKey(file))
                .isInstanceOf(UnaskableException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aCertificateThatIsNotForTheKeyIsNotUsed() {
        Path certificate = SigningIdentity.rsa(2048).writeCertificate(file("other.pem"));
        Path key = SIGNER.writeKey(file("key.pem"));
        try (Household house = new Household(directory)) {
            assertThat(
                            house.ask(
                                    house.oauth(new Authentication.Certificate(certificate, key)),
                                    new TokenRequest.ClientCredentials()))
                    .isEqualTo(
                            new TokenReply.Unaskable(
                                    "The certificate %s is not for the private key %s. Name the two files that were made together."
                                            .formatted(certificate, key)));
            assertThat(house.server().requests()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'hello', is not JSON",
        "'{', is not JSON",
        "'{\"installed\":{}}', has no client_email",
        "'{\"client_email\":\"a\",\"private_key_id\":\"1\"}', has no private_key.",
        "'{\"client_email\":\"a\",\"private_key_id\":\"1\",\"private_key\":\"x\"}', holds no"
                + " private key",
    })
    void aKeyFileOfAnotherKindSaysSo(String text, String words) throws Exception {
        Path file = written(text);
        try (Household house = new Household(directory)) {
            assertThat(
                            house.ask(
                                    house.oauth(
                                            new Authentication.None(),
                                            new Grant.ServiceAccount(file)),
                                    new TokenRequest.ServiceAccount()))
                    .isInstanceOfSatisfying(
                            TokenReply.Unaskable.class,
                            unaskable ->
                                    assertThat(unaskable.sentence())
                                            .contains(file.toString())
                                            .contains(words));
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private Path written(String text) throws Exception {
        return Files.writeString(file("written"), text);
    }
}
