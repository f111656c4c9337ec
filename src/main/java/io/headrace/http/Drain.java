package io.headrace.http;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the server stop without losing anything: once begun, no new work is taken (pushes, writes through the API,
 * webhooks: 503), and what was taken before is waited for. Agents may report until the sockets close, and reading goes
 * on.
 */
final class Drain implements Filter {

    private static final String RETRY_SECONDS = "5";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int underWay;
    private boolean begun;

    boolean begun() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** No new work is taken any more. */
    void begin() {
        lock.lock();
        try {
            begun = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the work under way; false when it takes longer. */
    boolean await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (underWay > 0 && nanos > 0) {
                nanos = idle.awaitNanos(nanos);
            }
            return underWay == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest asked) || !isWork(asked)) {
            chain.doFilter(request, response);
        } else if (take()) {
            boolean later = false;
            try {
                chain.doFilter(request, response);
                later = request.isAsyncStarted();
                if (later) {
                    request.getAsyncContext().addListener(new Ended());
                }
            } finally {
                if (!later) {
                    done();
                }
            }
        } else if (response instanceof HttpServletResponse answer) {
            refuse(asked, answer);
        }
    }

    /** Whether the request asks for something to be done. */
    private static boolean isWork(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean push = path.endsWith("/git-receive-pack")
                || "service=git-receive-pack".equals(request.getQueryString());
        boolean writes = !READING.contains(request.getMethod())
                && (path.startsWith("/api/") || path.startsWith("/hooks/"));
        return push || writes;
    }

    private boolean take() {
        lock.lock();
        try {
            if (!begun) {
                underWay++;
            }
            return !begun;
        } finally {
            lock.unlock();
        }
    }

    private void done() {
        lock.lock();
        try {
            underWay--;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiException answer = new ApiException(503, "stopping", "the server is stopping; try again in a moment");
        response.setStatus(answer.status());
        response.setHeader("Retry-After", RETRY_SECONDS);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (request.getRequestURI().startsWith("/git/")) {
            response.setContentType("text/plain;charset=UTF-8");
            response.getWriter().println(answer.detail());
        } else {
            response.setContentType("application/problem+json");
            response.getOutputStream().write(Json.bytes(Answers.problem(answer)));
        }
    }

    /** Counts down when an answer that is given later has been given. */
    private final class Ended implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            done();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Completion follows.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completion follows.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
