package io.headrace.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/**
 * Lets HEAD be answered by what answers GET, status and headers alike; the connection leaves the body away. Javalin
 * itself answers 200 wherever a route fits, also where there is nothing.
 */
final class HeadAsGet implements Filter {

    private static final String MARK = "headrace.head";

    /** Whether only the headers are wanted; for streams, which would not end. */
    static boolean wanted(HttpServletRequest request) {
        return request.getAttribute(MARK) != null;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && http.getMethod().equals("HEAD")) {
            http.setAttribute(MARK, true);
            chain.doFilter(new Get(http), response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static final class Get extends HttpServletRequestWrapper {

        Get(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getMethod() {
            return "GET";
        }
    }
}
