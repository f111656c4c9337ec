package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.Step;

/**
 * A step that an agent remembers and the server does not.
 *
 * @param software the hash of what its round was to bring
 * @param deployed whether the instance was deployed before the step began
 */
public record Recollection(Step step, String software, Instance.Round round, boolean deployed) {}
