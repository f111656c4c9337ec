package io.headrace.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PrintableTest {

    @Test
    void line_withControlCharacters_steersNothing() {
        assertThat(Printable.line("a\u001b[2Jb\nc\u0007\u202ed")).isEqualTo("a [2Jb c d");
    }

    @Test
    void output_ofARecipe_keepsColoursAndNothingElseThatSteers() {
        assertThat(Printable.output("\u001b[32mgood\u001b[0m\u001b]0;title\u0007\u001b[2J\u001b[10;1Hok\r\n"))
                .isEqualTo("\u001b[32mgood\u001b[0mok\n\u001b[0m");
        assertThat(Printable.output("plain\ttext\n")).isEqualTo("plain\ttext\n");
    }
}
