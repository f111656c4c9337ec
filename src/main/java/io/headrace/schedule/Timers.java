package io.headrace.schedule;

import io.headrace.reconcile.Reconciler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** The timers of the loop: due work, polls, the inventory of accounts, and the resync that finds lost wake-ups. */
public final class Timers implements AutoCloseable {

    private static final Duration DUE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration INVENTORY = Duration.ofSeconds(10);
    private static final Duration RESYNC = Duration.ofSeconds(60);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Scheduler scheduler;

    private Timers(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Starts the timers; they tick until closed.
     *
     * @param reloadCertificate takes up a certificate that was replaced
     */
    public static Timers start(Reconciler reconciler, Runnable reloadCertificate) {
        Map<String, Runnable> work = new HashMap<>();
        Map<String, Duration> intervals = new HashMap<>();
        put(work, intervals, "due", DUE, reconciler::wakeDue);
        put(work, intervals, "poll", POLL, reconciler::poll);
        put(work, intervals, "inventory", INVENTORY, reconciler::takeInventory);
        put(work, intervals, "resync", RESYNC, reconciler::resync);
        put(work, intervals, "tidy", TIDY, reconciler::tidy);
        put(work, intervals, "certificate", RESYNC, reloadCertificate);
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties()).getScheduler();
            scheduler.setJobFactory((bundle, _) -> new Tick(
                    Objects.requireNonNull(work.get(bundle.getJobDetail().getKey().getName()))));
            for (Map.Entry<String, Duration> one : intervals.entrySet()) {
                JobDetail job = JobBuilder.newJob(Tick.class).withIdentity(one.getKey()).build();
                scheduler.scheduleJob(job, every(one.getValue()));
            }
            scheduler.start();
            return new Timers(scheduler);
        } catch (SchedulerException broken) {
            throw new IllegalStateException("the timers could not be started", broken);
        }
    }

    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException broken) {
            throw new IllegalStateException("the timers could not be stopped", broken);
        }
    }

    private static void put(Map<String, Runnable> work, Map<String, Duration> intervals, String name,
            Duration interval, Runnable run) {
        work.put(name, run);
        intervals.put(name, interval);
    }

    private static Trigger every(Duration interval) {
        return TriggerBuilder.newTrigger()
                .startNow()
                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                        .withIntervalInMilliseconds(interval.toMillis())
                        .repeatForever()
                        .withMisfireHandlingInstructionNextWithRemainingCount())
                .build();
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "headrace-" + System.identityHashCode(properties));
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", "4");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        return properties;
    }
}
