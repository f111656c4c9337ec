package io.headrace.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class KeysTest {

    private static final RunKey LAMP = new RunKey("acme", "infra", "shop/lamp");

    @Test
    void runKey_parsedFromItsText_isTheSame() {
        assertThat(RunKey.parse("acme/infra/shop/lamp")).isEqualTo(LAMP);
    }

    @Test
    void instanceKey_parsedFromItsText_isTheSame() {
        InstanceKey key = LAMP.instance(new Slot("web", 1), 2);
        assertThat(key).hasToString("acme:infra:shop/lamp:web.1:2");
        assertThat(InstanceKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void slots_sorted_followTheirIndices() {
        assertThat(java.util.stream.Stream.of("web.10", "db.1", "web.9").map(Slot::parse).sorted())
                .map(Slot::toString)
                .containsExactly("db.1", "web.9", "web.10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a_b", "a.b", "..", "a\n", "é"})
    void name_thatIsNoDnsLabel_isRefused(String name) {
        assertThat(Names.isLabel(name)).isFalse();
        assertThatThrownBy(() -> new Slot(name, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme:infra:lamp:web.1", "a:b:c:web:1", "a:b:c:web.0:1", "a:b:c:web.1:0", "::::"})
    void instanceKey_thatIsBroken_isRefused(String text) {
        assertThatThrownBy(() -> InstanceKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
