package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.RunState;
import java.util.stream.Collectors;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Laws of the planner, in 100,000 random stories; the seed of a story makes it again. */
final class PlannerProperties {

    /** Laws of each change; and facts and plans, applied twice, are what they are once (checked by the world). */
    @Property(tries = 60_000, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void story_any_keepsTheLaws(@ForAll long seed, @ForAll @IntRange(min = 1, max = 32) int length) {
        World world = new World(seed, new Laws());
        told(world, () -> {
            for (int events = 0; events < length; events++) {
                world.event();
                Laws.require(world.state.instances()
                        .stream()
                        .map(Instance::id)
                        .collect(Collectors.toSet())
                        .containsAll(world.machines.keySet()), "no machine is lost from sight");
            }
        });
    }

    /** From anywhere, a world that does what it is asked comes to exactly the declared slots. */
    @Property(tries = 30_000, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void story_anyThenCooperating_converges(@ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int length) {
        World world = new World(seed, new Laws());
        told(world, () -> {
            for (int events = 0; events < length; events++) {
                world.event();
            }
            world.log.add("-- from here on the world cooperates");
            new Cooperation(world).run();
        });
    }

    /** The same from a run that was ready, where all sorts of drift happen and some are asked about. */
    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void story_ofDriftThenCooperating_converges(@ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int length) {
        World world = new World(seed, new Laws());
        told(world, () -> {
            world.commit();
            new Cooperation(world).run();
            world.log.add("-- from here on there is drift");
            for (int events = 0; events < length; events++) {
                if (world.state.instances().isEmpty() || events % 3 > 0) {
                    world.event();
                } else {
                    world.drift();
                }
                world.plan();
            }
            world.log.add("-- from here on the world cooperates");
            new Cooperation(world).run();
        });
    }

    /** The order in which a declaration lists its nodes means nothing. */
    @Property(tries = 10_000, edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.SAMPLE_FIRST)
    void plan_nodesInAnyOrder_isTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 24) int length) {
        World world = new World(seed, (before, change, planned) -> {});
        told(world, () -> {
            for (int events = 0; events < length; events++) {
                world.event();
                RunState turned = turned(world.state);
                RunState plan = Planner.advance(world.state, world.now).state();
                RunState turnedPlan = Planner.advance(turned, world.now).state();
                Laws.require(turned(turnedPlan).equals(plan), "the order of nodes means nothing");
            }
        });
    }

    private static RunState turned(RunState state) {
        Attempt attempt = state.attempt();
        Attempt.Rollback rollback = attempt == null ? null : attempt.rollback();
        RunState next = state.withGood(state.goodCommit(), turned(state.goodDeclaration()))
                .withDeclaration(state.declared(), turned(state.declaration()));
        Declaration failed = turned(rollback == null ? null : rollback.failed());
        return attempt == null || failed == null ? next : next.withAttempt(attempt.withFailed(failed));
    }

    private static @Nullable Declaration turned(@Nullable Declaration declaration) {
        return declaration == null
                ? null
                : new Declaration(declaration.name(), declaration.application(),
                        declaration.nodes().reversed(), declaration.outputs(), declaration.policy(),
                        declaration.hash());
    }

    private static void told(World world, Runnable story) {
        try {
            story.run();
        } catch (AssertionError | IllegalStateException e) {
            throw new AssertionError(e.getMessage() + "\n" + world, e);
        }
    }
}
