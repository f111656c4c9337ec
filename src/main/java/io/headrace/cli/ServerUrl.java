package io.headrace.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where a server is, and tells who leaves out the scheme what was probably meant. */
final class ServerUrl implements ITypeConverter<URI> {

    private static final String EXAMPLE = "https://headrace.example.org";

    @Override
    public URI convert(String text) {
        return parse(text).orElseThrow(() -> new TypeConversionException(wrong(text)));
    }

    static Optional<URI> parse(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** What is wrong with a text that is no such URL. */
    static String wrong(String text) {
        String near = text.matches("(localhost|127\\..*|\\[::1])([:/].*)?") ? "http://" + text : "https://" + text;
        return "'" + text + "' is not the URL of a server; " + (text.contains("://") || parse(near).isEmpty()
                ? "write " + EXAMPLE
                : "did you mean " + near + "?");
    }
}
