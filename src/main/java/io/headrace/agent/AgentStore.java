package io.headrace.agent;

import io.headrace.model.BlobStore;
import io.headrace.store.Events;
import io.headrace.store.Parameters;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;

/**
 * What agents' reports are kept in.
 *
 * @param mostLogBytes of the output of one step; what comes after is not kept
 * @param mostReportBytes of the reports of one step
 */
public record AgentStore(Runs runs, Parameters parameters, Scripts scripts, Events events, BlobStore blobs,
        long mostLogBytes, long mostReportBytes) {}
