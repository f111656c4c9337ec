package io.headrace.store;

import io.headrace.model.Declaration;
import io.headrace.model.Policy;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The form in which runs are stored. */
final class DocumentsTest {
    private static final Documents<RunState> STATES = Documents.of(RunState.class);

    @Provide
    Arbitrary<RunState> states() {
        Arbitrary<String> label = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<Slot> slot = Combinators.combine(label, Arbitraries.integers().greaterOrEqual(1)).as(Slot::new);
        Arbitrary<RunKey> key = Combinators.combine(label, label, label, label)
                .as((tenant, repository, project, name) -> new RunKey(tenant, repository, project + "/" + name));
        return new Values(Map.of(Slot.class, slot, RunKey.class, key)).of(RunState.class);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void state_writtenAndRead_isTheSame(@ForAll("states") RunState state) {
        String document = STATES.write(state);
        assertThat(STATES.read(document)).isEqualTo(state);
        assertThat(document).isASCII();
    }

    @Example
    void state_written_hasNothingButItsComponents() {
        assertThat(STATES.write(RunState.fresh(Samples.LAMP).withAttempt(Samples.attempt(1, "c1")))).isEqualTo("""
            {"key":{"tenant":"acme","repository":"infra","name":"shop/lamp"},"declared":false,\
            "attempt":{"number":1,"commit":"c1","principal":{"tenant":"acme","name":"alice","role":"OWNER"},\
            "removal":false,"openedAt":"2026-03-01T12:00:00Z","deadline":"2026-03-01T12:30:00Z"},\
            "instances":[],"slots":[],"losses":[],"highestIndex":{},"generations":{},"cleanUp":false}""");
    }

    @Example
    void document_ofBeforeRollback_isReadWithItsDefault() {
        Policy policy = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE, Policy.OnFailure.ROLLBACK,
                Policy.Drift.HEAL, Duration.ofMinutes(30), 0, false, false);
        Declaration declaration = new Declaration("lamp", "lamp", List.of(), new TreeMap<>(), policy, "h1:a");
        RunState state = RunState.fresh(Samples.LAMP).withDeclaration(true, declaration).withGood("c1", null);
        String stored = STATES.write(state);
        assertThat(stored).contains("\"onFailure\":\"ROLLBACK\",");
        assertThat(STATES.read(stored.replace("\"onFailure\":\"ROLLBACK\",", ""))).isEqualTo(state);
    }

    @Example
    void document_ofAnotherForm_isNotHalfRead() {
        String document = STATES.write(RunState.fresh(Samples.LAMP));
        assertThatThrownBy(() -> STATES.read(document.replace("\"declared\"", "\"declare\"")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> STATES.read(document.replace("\"cleanUp\":false", "\"cleanUp\":null")))
                .isInstanceOf(IllegalStateException.class);
    }
}
