package io.headrace.model;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class PluralTest {

    @Test
    void noun_ofOne_standsAlone() {
        assertThat(Plural.of(1, "problem")).isEqualTo("1 problem");
        assertThat(Plural.of(1, "repository")).isEqualTo("1 repository");
    }

    @Test
    void noun_ofNoneOrSeveral_isAPlural() {
        assertThat(Plural.of(0, "problem")).isEqualTo("0 problems");
        assertThat(Plural.of(12, "secret key")).isEqualTo("12 secret keys");
        assertThat(Plural.of(2, "repository")).isEqualTo("2 repositories");
    }
}
