package io.headrace.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PlainTest {

    @Test
    void messages_withControlSequences_cannotSteerATerminal() {
        String hostile = "\u001b[31mred\nsecond \u202e<b>ltr";
        assertThat(new Entry("abort", "", hostile).message()).isEqualTo(" [31mred second <b>ltr");
        assertThat(new CommitStatus("c", "headrace/a", CommitStatus.State.FAILURE, hostile).description())
                .isEqualTo(" [31mred second <b>ltr");
    }

    @Test
    void messages_inAnyLanguage_stayAsTheyAre() {
        assertThat(Plain.of("Grüße, 世界 😀: `deploy` failed")).isEqualTo("Grüße, 世界 😀: `deploy` failed");
    }
}
