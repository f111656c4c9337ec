package io.headrace.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work for the writer and the answer that its caller waits for. The outcome is known when the work is done
 * and told when the commit is: a failure too, as it may rest on what an earlier task of the group wrote.
 */
final class Task<T> {
    private final Function<Handle, T> body;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable T result;
    private @Nullable Throwable failure;

    Task(Function<Handle, T> body) {
        this.body = body;
    }

    /** Does the work; returns what it failed with, or null. */
    @Nullable
    Throwable run(Handle handle) {
        try {
            result = body.apply(handle);
        } catch (Throwable e) {
            // Whatever it is, it belongs to the caller; the writer must live on for the others.
            failure = e;
        }
        return failure;
    }

    /** Replaces what the caller is told of its failure. */
    void fail(RuntimeException better) {
        failure = better;
    }

    /** Tells the caller; called once, after the commit. */
    void answer() {
        if (failure != null) {
            answer.completeExceptionally(failure);
        } else {
            answer.complete(result);
        }
    }

    /** Tells the caller that the commit failed; a failure of its own comes first, as it may be the reason. */
    void lose(StoreUnavailableException reason) {
        answer.completeExceptionally(failure instanceof StoreUnavailableException own ? own : reason);
    }

    /** Has somebody told of a failure, where no caller waits. */
    void whenLost(Consumer<Throwable> listener) {
        answer.exceptionally(lost -> {
            listener.accept(lost);
            throw new CompletionException(lost);
        });
    }

    /** Waits for the answer, through interrupts: what is being written will have happened or not, never perhaps. */
    T await() {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (e.getCause() instanceof Error own) {
                throw own;
            }
            throw e;
        }
    }
}
