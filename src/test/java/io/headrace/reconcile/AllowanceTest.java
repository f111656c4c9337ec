package io.headrace.reconcile;

import io.headrace.git.CommitInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class AllowanceTest {

    @Test
    void pushOption_allowsThatMany() {
        assertThat(Allowance.of(List.of("wait", "allow-destroy=3"))).isEqualTo(3);
    }

    @Test
    void trailer_allowsThatMany() {
        assertThat(Allowance.of(commit("2"))).isEqualTo(2);
    }

    @Test
    void mistypedOption_isRefusedWithTheKnownOnes() {
        assertThat(Allowance.refusal(List.of("plna"))).isEqualTo(
                "unknown push option 'plna'; known: wait, plan, allow-destroy=N");
        assertThat(Allowance.refusal(List.of("allow-destroy"))).contains("unknown push option 'allow-destroy'");
        assertThat(Allowance.refusal(List.of("wait", "plan", "allow-destroy=2"))).isEmpty();
    }

    @Test
    void anythingElse_allowsNone() {
        assertThat(Allowance.of(List.of("allow-destroy", "allow-destroy=-1", "allow-destroy=99999999999"))).isZero();
        assertThat(Allowance.of(commit("all"))).isZero();
    }

    private static CommitInfo commit(String allowed) {
        return new CommitInfo("0".repeat(40), "Ann <ann@example.org>", "End them", "End them",
                List.of(new CommitInfo.Trailer("Headrace-Allow-Destroy", allowed)), List.of());
    }
}
