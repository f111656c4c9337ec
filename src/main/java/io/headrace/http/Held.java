package io.headrace.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** What one request has of the {@link Budget}, which it keeps until it is over. */
final class Held {

    /** As little as the head of a request, which is not counted either. */
    private static final long FREE = 8 << 10;

    private static final String MARK = "headrace.held";

    private final Budget budget;
    private final String sender;
    private final long share;
    private final int times;
    private long taken;

    private Held(Budget budget, String sender, long share, int times) {
        this.budget = budget;
        this.sender = sender;
        this.share = share;
        this.times = times;
    }

    /**
     * Begins to count for a request.
     *
     * @param share bytes that all requests of the sender may have
     * @param times how often what is read is in memory, counting what is made of it
     */
    static Held begin(ServletRequest request, Budget budget, String sender, long share, int times) {
        Held held = new Held(budget, sender, share, times);
        request.setAttribute(MARK, held);
        return held;
    }

    /** Makes room for so many bytes in all, or answers that there is none. */
    void upTo(long bytes) {
        long wanted = bytes <= FREE ? 0 : bytes * times;
        if (wanted > taken) {
            budget.take(sender, share, wanted - taken);
            taken = wanted;
        }
    }

    /** Gives back what requests had, however they ended. */
    static final class Release implements Filter {

        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                chain.doFilter(request, response);
            } finally {
                if (request.getAttribute(MARK) instanceof Held held) {
                    held.budget.giveBack(held.sender, held.taken);
                }
            }
        }
    }
}
