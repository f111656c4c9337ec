package io.headrace.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pages for people: static modules that use the public interface. All addresses of pages answer the same document,
 * which reads the address itself.
 */
final class Dashboard implements Routes {

    private static final String FOLDER = "dashboard/";
    private static final String INDEX = "index.html";
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml");

    /** The files by name; a list rather than a folder, for a jar's folders cannot be listed. */
    private final Map<String, File> files = Stream
            .of(INDEX, "style.css", "favicon.svg", "main.js", "api.js", "dom.js", "live.js", "login.js", "runs.js",
                    "run.js", "edits.js", "log.js", "commits.js", "commit.js", "parts.js")
            .collect(Collectors.toUnmodifiableMap(name -> name, Dashboard::load));

    private static final class File {
        private final byte[] content;
        private final String type;
        private final String tag;

        File(byte[] content, String type) {
            this.content = content;
            this.type = type;
            this.tag = "\"" + Answers.digest(content) + "\"";
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        for (String page : new String[]{"/", "/runs/<page>", "/commits/<page>", "/repositories/<page>"}) {
            routes.get(page, ctx -> answer(ctx, INDEX), Access.Open.ANYONE);
        }
        routes.exception(NotFoundResponse.class, (none, ctx) -> unknown(ctx));
        routes.get("/assets/{file}", ctx -> answer(ctx, ctx.pathParam("file")), Access.Open.ANYONE);
    }

    /** To a browser, the document that says so in words; programs get theirs. */
    private void unknown(Context ctx) {
        String accept = ctx.header("Accept");
        File index = files.get(INDEX);
        if (index != null && accept != null && accept.contains("text/html") && !ctx.path().startsWith("/api/")) {
            ctx.status(404).header("Cache-Control", "no-cache").contentType(index.type).result(index.content);
        } else {
            Answers.problem(ctx, ApiException.notFound());
        }
    }

    private void answer(Context ctx, String name) {
        File file = files.get(name);
        if (file == null) {
            throw ApiException.notFound();
        }
        ctx.header("ETag", file.tag).header("Cache-Control", "no-cache");
        if (Answers.known(ctx, file.tag)) {
            ctx.status(304);
            return;
        }
        ctx.contentType(file.type).result(file.content);
    }

    private static File load(String name) {
        try (InputStream in = Dashboard.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the dashboard's file " + name + " is missing from the program");
            }
            byte[] content = in.readAllBytes();
            String type = String.valueOf(TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
            return new File(content, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
