package io.headrace.telemetry;

import io.headrace.model.RepositoryKey;
import io.headrace.model.Spans;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

final class OtlpSpansTest {

    private static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    private static final String COMMIT = "1111111111111111111111111111111111111111";
    private static final Instant BEGUN = Instant.parse("2026-11-23T05:00:00.001Z");
    private static final Instant ENDED = Instant.parse("2026-11-23T05:00:01.002Z");

    @Test
    void push_isTheRootOfItsCommit_alsoAfterARestart() {
        try (Collector collector = Collector.start()) {
            try (Spans before = new OtlpSpans(collector.url())) {
                before.ended(INFRA, COMMIT, Spans.PUSH, BEGUN, ENDED, Map.of("ref", "refs/heads/main"), null);
            }
            try (Spans after = new OtlpSpans(collector.url())) {
                after.ended(INFRA, COMMIT, "step deploy", BEGUN, ENDED, Map.of(), "exit code 3");
            }

            Collector.Got push = collector.spans().getFirst();
            Collector.Got step = collector.spans().getLast();
            Map<String, String> names = Map.of("headrace.tenant", "acme", "headrace.repository", "infra",
                    "headrace.commit", COMMIT);
            assertThat(push).isEqualTo(new Collector.Got("headrace", push.trace(), push.id(), "", "push",
                    nanos(BEGUN), nanos(ENDED), Map.of("headrace.tenant", "acme", "headrace.repository", "infra",
                            "headrace.commit", COMMIT, "headrace.ref", "refs/heads/main"),
                    ""));
            assertThat(step).isEqualTo(new Collector.Got("headrace", push.trace(), step.id(), push.id(),
                    "step deploy", nanos(BEGUN), nanos(ENDED), names, "exit code 3"));
        }
    }

    @Test
    void spans_ofOtherCommits_areInOtherTraces() {
        try (Collector collector = Collector.start()) {
            try (Spans spans = new OtlpSpans(collector.url())) {
                spans.ended(INFRA, COMMIT, "compile", BEGUN, ENDED, Map.of(), null);
                spans.ended(INFRA, COMMIT.replace('1', '2'), "compile", BEGUN, ENDED, Map.of(), null);
                spans.ended(new RepositoryKey("other", "infra"), COMMIT, "compile", BEGUN, ENDED, Map.of(), null);
            }
            assertThat(collector.spans()).extracting(Collector.Got::trace)
                    .doesNotHaveDuplicates()
                    .hasSize(3);
        }
    }

    @Test
    void collector_thatIsAway_holdsNobodyUp() {
        Collector gone = Collector.start();
        URI nowhere = gone.url();
        gone.close();
        assertThatCode(() -> sendMoreThanAreKept(nowhere)).doesNotThrowAnyException();
    }

    @Test
    void collector_thatNeverAnswers_holdsNobodyUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatCode(() -> sendMoreThanAreKept(URI.create("http://127.0.0.1:" + silent.getLocalPort())))
                    .doesNotThrowAnyException();
        }
    }

    private static void sendMoreThanAreKept(URI collector) {
        try (Spans spans = new OtlpSpans(collector, Duration.ofMillis(100))) {
            for (int i = 0; i < 10_000; i++) {
                spans.ended(INFRA, COMMIT, "compile", BEGUN, ENDED, Map.of(), null);
            }
        }
    }

    @Test
    void longTexts_areCut() {
        try (Collector collector = Collector.start()) {
            try (Spans spans = new OtlpSpans(collector.url())) {
                spans.ended(INFRA, COMMIT, "judge", BEGUN, ENDED, Map.of("ref", "r".repeat(5000)), "f".repeat(5000));
            }
            Collector.Got judge = collector.spans().getFirst();
            assertThat(judge.attribute("ref")).hasSize(1024);
            assertThat(judge.failure()).hasSize(1024);
        }
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }
}
