package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import io.headrace.model.Spans;
import io.headrace.model.Wake;
import io.headrace.vault.Identity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Set;

/**
 * The protocol between agents and the server, version 1: {@code POST /agent/v1/VERB}. Bytes of the request's body in,
 * bytes of the answer's body out; HTTP's own status is always 200 and the type {@code application/octet-stream}, since
 * busybox wget shows no other bodies. {@code src/site/markdown/agent-protocol.md} is its description.
 *
 * <p>Calls of {@code next} and {@code get} block for up to a minute, so each call wants a virtual thread of its own. A
 * runtime exception means that the request was not served: HTTP may answer 500 or 503, and the agent tries again.
 */
public final class AgentProtocol implements AgentDoor {

    /** All that a path {@code /agent/v1/VERB} may name. */
    public static final Set<String> VERBS = Set.of("hello", "recall", "next", "started", "output", "report", "exited",
            "get",
            "set", "random", "abort", "display", "metric");

    /** A longer body is not worth reading: {@link #tooLarge} answers it. */
    public static final int MOST_BYTES = 1 << 20;

    /** The lines before the payload. */
    public static final int MOST_HEAD_BYTES = 8 << 10;

    /** Verbs that carry pieces of files, in Base64; what others carry is short. */
    private static final Set<String> PIECES = Set.of("output", "report");

    private static final int MOST_SHORT_BYTES = 64 << 10;

    /** Exit codes are a byte of POSIX. */
    static final int MOST_EXIT_CODE = 255;

    private final Admission admission;
    private final StepDesk steps;
    private final Uploads uploads;
    private final RecallDesk recollections;
    private final ParameterDesk desk;
    private final ParameterSpace parameters;
    private final AgentSignals signals;
    private final InstantSource clock;
    private final AgentMetrics metrics = new AgentMetrics();

    public AgentProtocol(AgentStore store, Identity identity, ParameterSpace parameters, AgentSignals signals,
            Wake wake, Spans spans, InstantSource clock) {
        this.parameters = parameters;
        this.signals = signals;
        this.clock = clock;
        admission = new Admission(identity, store.parameters(), store.events());
        steps = new StepDesk(store, parameters, signals, wake, new StepSpans(spans, clock));
        uploads = new Uploads(store);
        recollections = new RecallDesk(store.runs(), parameters, wake, clock);
        desk = new ParameterDesk(store.runs(), parameters, signals,
                new Rewiring(store.runs(), parameters, identity, wake), wake, clock);
    }

    @Override
    public Heading heading(String verb, byte[] head) {
        try {
            if (!VERBS.contains(verb)) {
                throw new RefusedException(Answer.UNKNOWN, "there is no such verb");
            }
            Request request = Request.parse(verb, head);
            admission.requireToken(request);
            return new Heading.Good(request.key().run().tenant(),
                    PIECES.contains(verb) ? MOST_BYTES : MOST_SHORT_BYTES);
        } catch (RefusedException e) {
            return new Heading.Refused(e.answer().bytes());
        }
    }

    @Override
    public byte[] answer(String verb, byte[] body) {
        return respond(verb, body).bytes();
    }

    /** What to answer instead of reading a body of more than so many bytes. */
    public static byte[] tooLarge(int most) {
        return Answer.of(Answer.TOO_LARGE, "such a request has at most " + most + " bytes").bytes();
    }

    /** The latest figures that agents and recipes sent. */
    public AgentMetrics metrics() {
        return metrics;
    }

    /** Drops what is held in memory for an instance that is gone. */
    public void forget(InstanceKey instance) {
        admission.forget(instance);
        steps.forget(instance);
        metrics.forget(instance);
    }

    private Answer respond(String verb, byte[] body) {
        try {
            if (body.length > MOST_BYTES) {
                return Answer.of(Answer.TOO_LARGE, "such a request has at most " + MOST_BYTES + " bytes");
            }
            if (!VERBS.contains(verb)) {
                return Answer.of(Answer.UNKNOWN, "there is no such verb");
            }
            Request request = Request.parse(verb, body);
            admission.requireToken(request);
            return verb.equals("hello") ? hello(request) : bound(request);
        } catch (RefusedException e) {
            return e.answer();
        }
    }

    private Answer hello(Request request) {
        InstanceKey key = request.key();
        RunState state = steps.state(key);
        admission.bind(request);
        String address = request.field("address");
        if (address.matches("[0-9A-Fa-f.:]{2,45}")) {
            parameters.hostAddress(state, key, address);
        }
        return request.flag("recalls") && RecallDesk.waits(state, key) ? Answer.ok("tell") : steps.hello(key);
    }

    private Answer bound(Request request) {
        admission.requireBound(request);
        InstanceKey key = request.key();
        RunState state = steps.state(key);
        return switch (request.verb()) {
            case "recall" -> recollections.recall(state, request);
            case "next" -> next(request);
            case "started" -> steps.started(key, step(request));
            case "output" -> uploads.output(request, known(state, request));
            case "report" -> uploads.report(request, known(state, request));
            case "exited" -> exited(request);
            case "get" -> new BlockingGet(parameters, signals, () -> steps.state(key), request).answer();
            case "set" -> desk.set(state, request);
            case "random" -> desk.random(state, request);
            case "abort" -> desk.abort(state, request);
            case "display" -> steps.display(key, request.text());
            case "metric" -> metric(request);
            default -> throw new IllegalStateException("a verb without a branch: " + request.verb());
        };
    }

    private Answer next(Request request) {
        String[] load = request.field("load").split(",", -1);
        String[] names = {"cpu", "memory", "disk"};
        Instant now = clock.instant();
        for (int i = 0; i < Math.min(load.length, names.length); i++) {
            if (load[i].matches("[0-9]{1,3}")) {
                metrics.add(request.key(), new AgentMetrics.Sample(names[i], Integer.parseInt(load[i]), now));
            }
        }
        return steps.next(request.key(), request.field("step"));
    }

    private Answer exited(Request request) {
        long code = request.number("code").orElseThrow(() -> Request.bad("the field code is needed"));
        if (code > MOST_EXIT_CODE) {
            throw Request.bad("the field code is not 0 to " + MOST_EXIT_CODE);
        }
        // Whatever a recipe printed last is shown, also when it is no text.
        String line = new String(request.payload(), java.nio.charset.StandardCharsets.UTF_8).replace('\0', ' ')
                .strip();
        return steps.exited(request.key(), step(request), (int) code, line);
    }

    private Answer metric(Request request) {
        String name = request.required("name");
        String value = request.required("value");
        if (!name.matches("[A-Za-z0-9_.-]{1,100}") || !value.matches("-?[0-9]{1,15}(\\.[0-9]{1,9})?")) {
            throw Request.bad("a metric is a name and a number");
        }
        metrics.add(request.key(), new AgentMetrics.Sample(name.toLowerCase(Locale.ROOT), Double.parseDouble(value),
                clock.instant()));
        return Answer.ok("noted");
    }

    /** A step that the instance really has: nothing is kept for invented ones. */
    private static String known(RunState state, Request request) {
        String step = step(request);
        InstanceKey key = request.key();
        boolean known = state.instance(key.slot(), key.generation())
                .filter(one -> one.steps().stream().anyMatch(its -> its.id().equals(step)))
                .isPresent();
        if (!known) {
            throw new RefusedException(Answer.UNKNOWN, "this instance has no step " + step);
        }
        return step;
    }

    private static String step(Request request) {
        String step = request.required("step");
        if (!step.matches("[a-z0-9-]{1,63}\\.[0-9]{1,9}:[0-9]{1,9}:[0-9]{1,9}")) {
            throw Request.bad("not the id of a step: " + step);
        }
        return step;
    }
}
