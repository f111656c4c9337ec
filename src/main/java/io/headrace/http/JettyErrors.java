package io.headrace.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors that come up before any route is asked (a broken request line, too large headers), in the same form. */
final class JettyErrors extends ErrorHandler {

    /** All of them: by itself, Jetty says nothing to those who put or delete. */
    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(Request request, Response response, int code, String message,
            @Nullable Throwable cause, Callback callback) throws IOException {
        ApiException answer = code == 431
                ? new ApiException(code, "headers-too-large", "the headers are over the limit of 16384 bytes")
                : new ApiException(code, code < 500 ? "bad-request" : "internal",
                        code < 500 ? "the request cannot be understood" : "the server failed; its log says more");
        response.getHeaders().put("Content-Type", "application/problem+json");
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        response.write(true, ByteBuffer.wrap(Json.bytes(Answers.problem(answer))), callback);
    }
}
