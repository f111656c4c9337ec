package io.headrace.schedule;

import io.headrace.reconcile.Reconciler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The timers of the loop: due work, polls, the inventory of accounts, and the resync that finds lost wake-ups. */
public final class Timers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private static final Duration WATCH = Duration.ofSeconds(1);
    private static final Duration DUE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration INVENTORY = Duration.ofSeconds(10);
    private static final Duration RESYNC = Duration.ofSeconds(60);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Scheduler scheduler;
    private final Map<String, Work> work;
    private final ScheduledExecutorService watching = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("headrace-clock-watch").factory());

    /** What is done again and again. */
    record Work(Duration interval, Runnable run) {}

    private Timers(Scheduler scheduler, Map<String, Work> work) {
        this.scheduler = scheduler;
        this.work = work;
    }

    /**
     * Starts the timers; they tick until closed.
     *
     * @param cleanUp deletes what is too old
     * @param reloadCertificate takes up a certificate that was replaced
     * @param wall the system's clock, by which Quartz counts
     */
    public static Timers start(Reconciler reconciler, Runnable cleanUp, Runnable reloadCertificate,
            InstantSource wall) {
        return start(Map.of("due", new Work(DUE, reconciler::wakeDue),
                "poll", new Work(POLL, reconciler::poll),
                "inventory", new Work(INVENTORY, reconciler::takeInventory),
                "resync", new Work(RESYNC, reconciler::resync),
                "tidy", new Work(TIDY, reconciler::tidy),
                "clean-up", new Work(TIDY, cleanUp),
                "certificate", new Work(RESYNC, reloadCertificate)), new ClockWatch(wall, System::nanoTime));
    }

    static Timers start(Map<String, Work> work, ClockWatch watch) {
        try {
            Scheduler scheduler = new StdSchedulerFactory(properties()).getScheduler();
            scheduler.setJobFactory((bundle, _) -> new Tick(
                    Objects.requireNonNull(work.get(bundle.getJobDetail().getKey().getName())).run()));
            for (Map.Entry<String, Work> one : work.entrySet()) {
                JobDetail job = JobBuilder.newJob(Tick.class).withIdentity(one.getKey()).build();
                scheduler.scheduleJob(job, every(one.getKey(), one.getValue().interval()));
            }
            scheduler.start();
            Timers timers = new Timers(scheduler, work);
            timers.watch(watch);
            return timers;
        } catch (SchedulerException broken) {
            throw new IllegalStateException("the timers could not be started", broken);
        }
    }

    private void watch(ClockWatch watch) {
        ScheduledFuture<?> _ = watching.scheduleWithFixedDelay(() -> {
            if (watch.jumped()) {
                LOG.warn("The system's clock jumped; the timers begin anew");
                work.forEach((name, one) -> again(name, one.interval()));
            }
        }, WATCH.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void again(String name, Duration interval) {
        try {
            scheduler.rescheduleJob(TriggerKey.triggerKey(name), every(name, interval));
        } catch (SchedulerException broken) {
            LOG.error("timer {} could not begin anew", name, broken);
        }
    }

    @Override
    public void close() {
        watching.shutdownNow();
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException broken) {
            throw new IllegalStateException("the timers could not be stopped", broken);
        }
    }

    private static Trigger every(String name, Duration interval) {
        return TriggerBuilder.newTrigger()
                .withIdentity(name)
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
