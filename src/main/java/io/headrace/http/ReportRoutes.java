package io.headrace.http;

import io.headrace.model.BlobStore;
import io.headrace.model.RunKey;
import io.headrace.store.Runs;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that report recipes left behind, always downloaded and never shown: they are a stranger's. */
final class ReportRoutes implements Routes {

    /** What follows the run in a blob's name; the dot in the slot tells it from a run whose name begins alike. */
    private static final Pattern REST = Pattern.compile("([a-z0-9-]{1,63}\\.\\d{1,9})/(\\d{1,9})/(.+)");
    private static final Pattern ID = Pattern.compile("([a-z0-9-]{1,63}\\.\\d{1,9}):(\\d{1,9})");

    private static final Listing<ReportView> REPORTS = Listing.of(ReportView.class, "instance,name")
            .filteredBy("instance");

    private final Runs runs;
    private final BlobStore blobs;

    /** One file of one instance ({@code web.1:2}). */
    record ReportView(String instance, String name, long bytes) {}

    ReportRoutes(Runs runs, BlobStore blobs) {
        this.runs = runs;
        this.blobs = blobs;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(RunRoutes.RUN + "/-/reports", this::list, REPORTS.query());
        routes.get(RunRoutes.RUN + "/-/reports.zip", this::archive, Query.of());
        routes.get(RunRoutes.RUN + "/-/reports/{instance}/<file>", this::download, Query.of());
    }

    private void list(Context ctx) {
        String prefix = prefix(run(ctx));
        List<ReportView> found = blobs.list(prefix)
                .stream()
                .flatMap(name -> view(prefix, name).stream())
                .toList();
        Answers.json(ctx, REPORTS.page(ctx, found));
    }

    private Optional<ReportView> view(String prefix, String name) {
        Matcher rest = REST.matcher(name.substring(prefix.length()));
        return rest.matches()
                ? Optional.of(new ReportView(rest.group(1) + ":" + rest.group(2), rest.group(3), blobs.length(name)))
                : Optional.empty();
    }

    private void download(Context ctx) {
        String prefix = prefix(run(ctx));
        Matcher id = ID.matcher(ctx.pathParam("instance"));
        if (!id.matches()) {
            throw ApiException.notFound();
        }
        String folder = prefix + id.group(1) + "/" + id.group(2) + "/";
        String name = folder + ctx.pathParam("file");
        // Only what the list shows: a name that leads elsewhere is in no list.
        if (!blobs.list(folder).contains(name)) {
            throw ApiException.notFound();
        }
        InputStream content = blobs.open(name, 0).orElseThrow(ApiException::notFound);
        ctx.header("Content-Disposition", "attachment").header("Cache-Control", "no-store");
        ctx.contentType("application/octet-stream").result(content);
    }

    /** All reports of the run in folders by slot and generation; made while it is sent. */
    private void archive(Context ctx) throws IOException {
        String prefix = prefix(run(ctx));
        List<String> names = blobs.list(prefix).stream().filter(name -> !view(prefix, name).isEmpty()).toList();
        ctx.res().setContentType("application/zip");
        ctx.res().setHeader("Content-Disposition", "attachment; filename=\"reports.zip\"");
        ctx.res().setHeader("Cache-Control", "no-store");
        if (HeadAsGet.wanted(ctx.req())) {
            return;
        }
        try (ZipOutputStream zip = new ZipOutputStream(ctx.res().getOutputStream(), StandardCharsets.UTF_8)) {
            // What recipes leave is packed already.
            zip.setLevel(Deflater.BEST_SPEED);
            for (String name : names) {
                Optional<InputStream> found = blobs.open(name, 0);
                if (found.isPresent()) {
                    zip.putNextEntry(new ZipEntry(name.substring(prefix.length())));
                    try (InputStream content = found.get()) {
                        content.transferTo(zip);
                    }
                    zip.closeEntry();
                }
            }
        }
    }

    private RunKey run(Context ctx) {
        RunKey run = Asked.run(ctx);
        if (runs.find(run).isEmpty()) {
            throw ApiException.notFound();
        }
        return run;
    }

    private static String prefix(RunKey run) {
        return "reports/" + run + "/";
    }
}
