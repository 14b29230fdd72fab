package dev.postern.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.core.secret.Secret;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;

/** Defect 19. */
class PkceTest {

    @Test
    void theChallengeIsThatOfTheStandard() {
        // RFC 7636 appendix B
        assertThat(new Pkce(Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void theVerifierIsAsLongAsItMustBeAndNeverTheSame() {
        SecureRandom random = new SecureRandom();
        Pkce one = Pkce.fresh(random);
        assertThat(one.verifier().revealText()).matches("[A-Za-z0-9_-]{43}");
        assertThat(one.verifier()).isNotEqualTo(Pkce.fresh(random).verifier());
    }

    @Test
    void theVerifierIsNotPrinted() {
        Pkce one = Pkce.fresh(new SecureRandom());
        assertThat(one.toString()).doesNotContain(one.verifier().revealText());
    }
}
