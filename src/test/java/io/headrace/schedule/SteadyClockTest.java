package io.headrace.schedule;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the server takes for the time while the system's clock jumps. */
final class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Instant wall = NOON;
    private long nanos = 77;
    private final SteadyClock clock = new SteadyClock(() -> wall, () -> nanos);

    private Instant pass(Duration time) {
        wall = wall.plus(time);
        nanos += time.toNanos();
        return clock.instant();
    }

    @Test
    void clock_thatIsRight_isShown() {
        assertThat(pass(Duration.ofMinutes(5))).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        wall = wall.plusMillis(700);
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void clock_thatIsSetBackALittle_standsStillMeanwhile() {
        wall = wall.minusMillis(500);
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(pass(Duration.ofSeconds(1))).isEqualTo(NOON.plusMillis(500));
    }

    @Test
    void jumpForward_isFollowedWithinSixHours() {
        wall = wall.plus(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(pass(Duration.ofMinutes(30))).isEqualTo(NOON.plus(Duration.ofMinutes(35)));
        pass(Duration.ofHours(6));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void jumpBack_isFollowedWithoutGoingBack() {
        wall = wall.minus(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(NOON);
        assertThat(pass(Duration.ofMinutes(30))).isEqualTo(NOON.plus(Duration.ofMinutes(25)));
        pass(Duration.ofHours(6));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void jumpThereAndBack_leavesNothing() {
        wall = wall.plus(Duration.ofHours(1));
        clock.instant();
        wall = wall.minus(Duration.ofHours(1));
        assertThat(pass(Duration.ofSeconds(10))).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void jumpOfDays_isFollowedAtOnce() {
        wall = wall.plus(Duration.ofDays(2));
        assertThat(clock.instant()).isEqualTo(wall);
        wall = wall.minus(Duration.ofDays(300));
        assertThat(clock.instant()).isEqualTo(wall);
    }

    @Test
    void clockThatWentBackBetweenTwoStarts_goesOnWhereItWas() {
        clock.atLeast(NOON.plus(Duration.ofHours(1)));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        clock.atLeast(NOON.plus(Duration.ofDays(400)));
        assertThat(pass(Duration.ofMinutes(6))).isEqualTo(NOON.plus(Duration.ofMinutes(65)));
    }
}
