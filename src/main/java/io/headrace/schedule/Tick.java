package io.headrace.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** One fixed timer's work; a tick that takes longer than its interval delays the next one. */
@DisallowConcurrentExecution
final class Tick implements Job {

    private final Runnable work;

    Tick(Runnable work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
        work.run();
    }
}
