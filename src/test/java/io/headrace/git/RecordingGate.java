package io.headrace.git;

import io.headrace.model.Push;
import io.headrace.model.PushGate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A gate that keeps what it was asked, and answers what a test wants. */
final class RecordingGate implements PushGate {

    final List<Push> checked = new CopyOnWriteArrayList<>();
    final List<Push> landed = new CopyOnWriteArrayList<>();
    volatile BiFunction<Push, Consumer<String>, Map<String, String>> answer = (push, terminal) -> Map.of();

    @Override
    public Map<String, String> check(Push push, Consumer<String> terminal) {
        checked.add(push);
        return answer.apply(push, terminal);
    }

    @Override
    public void landed(Push push, Consumer<String> terminal) {
        landed.add(push);
        terminal.accept("landed " + push.changes().size());
    }

    void refuse(String ref, String reason) {
        answer = (push, terminal) -> Map.of(ref, reason);
    }
}
