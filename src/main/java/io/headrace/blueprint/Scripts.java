package io.headrace.blueprint;

import io.headrace.blueprint.RecipeSource.FromFile;
import io.headrace.blueprint.RecipeSource.Inline;
import io.headrace.model.Known;
import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import io.headrace.yaml.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches recipes from where they are: the blueprint itself, or a file of the same commit. */
final class Scripts {

    /** A script and the file whose lines are its lines. */
    record Found(Script script, String path, RecipeSource source) {

        Position place(ParameterUse use) {
            return switch (source) {
                case Inline inline -> inline.place(use.line(), use.column());
                case FromFile _ -> new Position(use.line(), use.column());
            };
        }
    }

    private final SourceTree tree;
    private final Limits limits;
    private final BlobCache<Script> cache;
    private final Report report;

    Scripts(SourceTree tree, Limits limits, BlobCache<Script> cache, Report report) {
        this.tree = tree;
        this.limits = limits;
        this.cache = cache;
        this.report = report;
    }

    /** The script of a recipe of the blueprint at that path; what prevents it is reported. */
    Optional<Found> find(String blueprint, RecipeSource source) {
        return switch (source) {
            case Inline inline -> inline(blueprint, inline);
            case FromFile file -> path(blueprint, file).flatMap(path -> file(blueprint, file, path));
        };
    }

    private Optional<Found> inline(String blueprint, Inline inline) {
        if (inline.script().text().length() > limits.recipeBytes()) {
            report.error(blueprint, inline.at(), tooLarge(inline.script().text().length()));
            return Optional.empty();
        }
        return Optional.of(new Found(inline.script(), blueprint, inline));
    }

    private Optional<String> path(String blueprint, FromFile file) {
        String path = file.path();
        List<String> parts = new ArrayList<>();
        String folder = Projects.folder(blueprint);
        if (!folder.isEmpty()) {
            parts.addAll(List.of(folder.split("/")));
        }
        for (String part : path.split("/", -1)) {
            boolean strange = part.isEmpty() || part.equals("..") || part.indexOf('\\') >= 0 || part.indexOf('\0') >= 0;
            if (strange) {
                report.error(blueprint, file.at(), "the path " + Known.quote(path)
                        + " must be relative to the folder of this file, with / between names and without '..'");
                return Optional.empty();
            }
            if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    private Optional<Found> file(String blueprint, FromFile source, String path) {
        Optional<TreeFile> file = tree.file(path);
        Optional<String> symlink = symlink(path);
        if (symlink.isPresent()) {
            report.error(blueprint, source.at(),
                    Known.quote(symlink.get())
                            + " is a symlink, and symlinks are not followed; commit the file itself");
            return Optional.empty();
        }
        if (file.isEmpty() || file.get().kind() != TreeFile.Kind.FILE) {
            report.error(blueprint, source.at(), "there is no file " + Known.quote(path) + " in this commit"
                    + "; paths are relative to the folder of this file");
            return Optional.empty();
        }
        if (file.get().size() > limits.recipeBytes()) {
            report.error(blueprint, source.at(), tooLarge(file.get().size()));
            return Optional.empty();
        }
        Optional<Script> known = cache.find(file.get().contentId());
        if (known.isEmpty()) {
            known = script(blueprint, source, path, tree.read(file.get()));
            known.ifPresent(script -> cache.keep(file.get().contentId(), script, file.get().size()));
        }
        return known.map(script -> new Found(script, path, source));
    }

    /** The part of a path that is a symlink, if one is. */
    private Optional<String> symlink(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            String folder = path.substring(0, end);
            if (tree.file(folder).filter(one -> one.kind() == TreeFile.Kind.SYMLINK).isPresent()) {
                return Optional.of(folder);
            }
        }
        return tree.file(path).filter(one -> one.kind() == TreeFile.Kind.SYMLINK).map(TreeFile::path);
    }

    private Optional<Script> script(String blueprint, FromFile source, String path, byte[] bytes) {
        Optional<String> text = utf8(bytes);
        if (text.isEmpty() || text.get().indexOf('\0') >= 0) {
            report.error(blueprint, source.at(), "the recipe " + Known.quote(path) + " is not UTF-8 text");
            return Optional.empty();
        }
        String firstLine = text.get().substring(0, Math.max(0, text.get().indexOf('\n')));
        if (!text.get().startsWith("#!")) {
            report.error(blueprint, source.at(),
                    "the first line of the recipe " + Known.quote(path) + " must begin with #!, such as #!/bin/sh");
            return Optional.empty();
        }
        if (firstLine.endsWith("\r")) {
            report.error(blueprint, source.at(), "the recipe " + Known.quote(path)
                    + " has CR LF line ends, with which no interpreter is found; save it with LF");
            return Optional.empty();
        }
        return text.map(Script::of);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private String tooLarge(long bytes) {
        return "the recipe has " + bytes + " bytes; at most " + limits.recipeBytes() + " are taken";
    }
}
