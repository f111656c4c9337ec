package io.headrace.http;

import java.util.List;
import java.util.Map;

/** An answer other than the one asked for: its HTTP status, its stable code and what the caller should know. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> extensions;

    ApiException(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    ApiException(int status, String code, String detail, Map<String, Object> extensions) {
        // Without a stack trace: it is an expected answer, and callers can cause as many as they like.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.extensions = Map.copyOf(extensions);
    }

    /** What does not exist and what the caller may not know of: one answer, to the byte. */
    static ApiException notFound() {
        return new ApiException(404, "not-found", "there is nothing here, or it is not yours to see");
    }

    static ApiException forbidden(String detail) {
        return new ApiException(403, "forbidden", detail);
    }

    static ApiException badParameter(String detail) {
        return new ApiException(400, "bad-parameter", detail);
    }

    static ApiException badField(String detail) {
        return new ApiException(400, "bad-field", detail);
    }

    static ApiException tooLarge(long limit) {
        return new ApiException(413, "too-large", "the body is over the limit of " + limit + " bytes");
    }

    /** A commit that its blueprints do not allow, with one line a problem. */
    static ApiException refused(String detail, List<?> problems) {
        return new ApiException(422, "commit-refused", detail, Map.of("problems", problems));
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}
