package dev.postern.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorstepTest {

    private final Doorstep<String> doorstep = new Doorstep<>(3);

    @Test
    void thereIsRoomForSoMany() {
        assertThat(doorstep.come("a1", "a")).isEmpty();
        assertThat(doorstep.come("a2", "a")).isEmpty();
        assertThat(doorstep.come("b1", "b")).isEmpty();
        assertThat(doorstep.count()).isEqualTo(3);
    }

    @Test
    void theOldestOfTheSourceWithMostGoesForTheNext() {
        doorstep.come("b1", "b");
        doorstep.come("a1", "a");
        doorstep.come("a2", "a");
        assertThat(doorstep.come("c1", "c")).contains("a1");
        assertThat(doorstep.count()).isEqualTo(3);
    }

    @Test
    void aSourceThatGoesOnThrowsOutItsOwn() {
        doorstep.come("b1", "b");
        doorstep.come("a1", "a");
        doorstep.come("a2", "a");
        assertThat(doorstep.come("a3", "a")).contains("a1");
        assertThat(doorstep.come("a4", "a")).contains("a2");
        assertThat(doorstep.come("a5", "a")).contains("a3");
        assertThat(doorstep.come("b2", "b")).contains("a4");
    }

    @Test
    void whoHasLeftMakesRoomAndIsThrownOutNoMore() {
        doorstep.come("a1", "a");
        doorstep.come("a2", "a");
        doorstep.come("a3", "a");
        doorstep.leave("a1");
        doorstep.leave("a1");
        assertThat(doorstep.come("a4", "a")).isEmpty();
        assertThat(doorstep.come("a5", "a")).contains("a2");
        doorstep.leave("a2");
        assertThat(doorstep.count()).isEqualTo(3);
    }

    @Test
    void whoTalksStaysLongerThanTheSilentOfHisSource() {
        doorstep.come("a1", "a");
        doorstep.talks("a1");
        doorstep.come("a2", "a");
        doorstep.come("a3", "a");
        assertThat(doorstep.come("a4", "a")).contains("a2");
        assertThat(doorstep.come("a5", "a")).contains("a3");
        doorstep.leave("a1");
        assertThat(doorstep.count()).isEqualTo(2);
    }

    @Test
    void whoHasYetToTalkIsNotDrivenOutByThoseWhoDo() {
        doorstep.come("a1", "a");
        doorstep.come("a2", "a");
        doorstep.come("a3", "a");
        doorstep.talks("a1");
        doorstep.talks("a2");
        doorstep.talks("a3");
        assertThat(doorstep.come("owner", "a")).contains("a1");
        doorstep.talks("owner");
        assertThat(doorstep.come("a4", "a")).contains("a2");
    }

    @Test
    void whoWasRefusedCountsAsSilentAgain() {
        doorstep.come("a1", "a");
        doorstep.come("a2", "a");
        doorstep.come("a3", "a");
        doorstep.talks("a1");
        doorstep.talks("a2");
        doorstep.wasRefused("a1");
        assertThat(doorstep.come("a4", "a")).contains("a3");
        assertThat(doorstep.come("a5", "a")).contains("a1");
    }
}
