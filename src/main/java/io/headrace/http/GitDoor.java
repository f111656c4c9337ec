package io.headrace.http;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;

/** Git's servlet behind the same measure of failed logins as everything else. */
final class GitDoor extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final HttpServlet git;
    private final transient Pacing pacing;

    GitDoor(HttpServlet git, Pacing pacing) {
        this.git = git;
        this.pacing = pacing;
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        git.init(config);
    }

    @Override
    public void destroy() {
        git.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        git.service(request, new Counting(request, response));
    }

    /** An answer that may turn out to be that a token is not good. */
    private final class Counting extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        Counting(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void setStatus(int status) {
            boolean failed = status == SC_UNAUTHORIZED && request.getHeader("Authorization") != null;
            Duration wait = failed ? pacing.failure(request.getRemoteAddr()) : Duration.ZERO;
            if (wait.isPositive()) {
                setHeader("Retry-After", Long.toString(Pacing.seconds(wait)));
            }
            super.setStatus(wait.isPositive() ? 429 : status);
        }
    }
}
