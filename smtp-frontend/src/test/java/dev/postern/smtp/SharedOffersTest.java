package dev.postern.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class SharedOffersTest {

    private static final List<String> ALL =
            List.of(
                    "PIPELINING",
                    "8BITMIME",
                    "CHUNKING",
                    "SMTPUTF8",
                    "DSN",
                    "BINARYMIME",
                    "SIZE 9");

    @Test
    void nothingIsOfferedWithoutAccounts() {
        assertThat(SharedOffers.of(List.of())).isEmpty();
    }

    @Test
    void nothingIsOfferedWhileOneProviderWasNeverSeen() {
        assertThat(SharedOffers.of(List.of(ALL, List.of()))).isEmpty();
    }

    @Test
    void everyExtensionThatAClientUsesAfterLoginIsOffered() {
        assertThat(SharedOffers.of(List.of(ALL))).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void whatOnlyOneProviderHasIsNotOffered() {
        assertThat(SharedOffers.of(List.of(ALL, List.of("DSN", "HELP")))).containsExactly("DSN");
    }

    @Test
    void whatIsAboutLoginOrUnknownIsNotOffered() {
        assertThat(SharedOffers.of(List.of(List.of("AUTH PLAIN", "STARTTLS", "XSIZE", "DSNX"))))
                .isEmpty();
    }

    @Test
    void theSmallestSizeIsOffered() {
        assertThat(SharedOffers.of(List.of(List.of("SIZE 200"), List.of("size 30"))))
                .containsExactly("SIZE 30");
    }

    @Test
    void sizeZeroOrNoneIsNoLimit() {
        assertThat(SharedOffers.of(List.of(List.of("SIZE 0"), List.of("SIZE"), List.of("SIZE 30"))))
                .containsExactly("SIZE 30");
    }

    @Test
    void withoutAnyLimitSizeStandsAlone() {
        assertThat(SharedOffers.of(List.of(List.of("SIZE 0"), List.of("SIZE"))))
                .containsExactly("SIZE");
    }

    @Test
    void aSizeThatIsNoNumberWeCanHoldIsNoLimit() {
        assertThat(
                        SharedOffers.of(
                                List.of(List.of("SIZE 99999999999999999999"), List.of("SIZE -1"))))
                .containsExactly("SIZE");
    }

    @Test
    void aProviderWithoutSizeIsNotPromisedOne() {
        assertThat(SharedOffers.of(List.of(List.of("SIZE 30", "DSN"), List.of("DSN"))))
                .containsExactly("DSN");
    }
}
