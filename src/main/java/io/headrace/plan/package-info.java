/**
 * The pure core: what a fact, a commit or an act makes of a run, and what is to be done next.
 *
 * <p>Everything here is a function of a {@link io.headrace.model.RunState} and its arguments. There is no clock, no
 * chance, no I/O and no log, so that every rule can be tested alone and a plan made twice is the same plan. Facts say
 * what happened and decide little; {@link io.headrace.plan.Planner} decides, and planning what is already planned
 * changes nothing. It may use {@code model} alone; whoever holds the state performs what its intents and steps say.
 */
@NullMarked
package io.headrace.plan;

import org.jspecify.annotations.NullMarked;
