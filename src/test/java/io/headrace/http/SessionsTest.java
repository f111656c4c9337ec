package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class SessionsTest {

    private static final Principal ALICE = new Principal("acme", "alice", Role.OWNER);

    private final TestClock clock = new TestClock(Instant.parse("2026-03-02T09:00:00Z"));
    private final Sessions sessions = new Sessions(
            token -> token.reveal().equals("good") ? Optional.of(ALICE) : Optional.empty(), clock);

    @Test
    void session_usedNowAndThen_lasts() {
        String id = sessions.open(new Secret("good")).orElseThrow();
        for (int i = 0; i < 5; i++) {
            clock.pass(Sessions.IDLE.minusSeconds(1));
            assertThat(sessions.principal(id)).contains(ALICE);
        }
    }

    @Test
    void session_notUsedForLong_ends() {
        String id = sessions.open(new Secret("good")).orElseThrow();
        clock.pass(Sessions.IDLE);
        assertThat(sessions.principal(id)).isEmpty();
    }

    @Test
    void session_ofAnUnknownToken_isNotOpened() {
        assertThat(sessions.open(new Secret("bad"))).isEmpty();
    }

    @Test
    void link_tooOld_opensNothing() {
        String code = sessions.link(new Secret("good"));
        clock.pass(Duration.ofDays(1));
        assertThat(sessions.redeem(code)).isEmpty();
    }
}
