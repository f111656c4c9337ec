package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ProjectBlueprint;
import io.headrace.blueprint.Blueprint.RunDefaults;
import io.headrace.model.Names;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which project each folder belongs to. */
final class Projects {

    private record Found(String path, ProjectBlueprint blueprint) {}

    private final Map<String, Declared<ProjectBlueprint>> byFolder = new HashMap<>();
    private final Map<String, RunDefaults> defaults = new HashMap<>();

    private Projects() {}

    /** Finds the projects among blueprints by path; outer folders first, as an inner project carries their names. */
    static Projects of(Map<String, List<Blueprint>> files, Report report) {
        Projects projects = new Projects();
        files.entrySet()
                .stream()
                .flatMap(file -> file.getValue()
                        .stream()
                        .filter(ProjectBlueprint.class::isInstance)
                        .map(one -> new Found(file.getKey(), (ProjectBlueprint) one)))
                .sorted(Comparator.comparingInt((Found found) -> folder(found.path).length())
                        .thenComparing(Found::path)
                        .thenComparingInt(found -> found.blueprint.header().at().line()))
                .forEach(found -> projects.add(found, report));
        return projects;
    }

    private void add(Found found, Report report) {
        String folder = folder(found.path);
        Declared<ProjectBlueprint> other = byFolder.get(folder);
        if (other != null) {
            report.error(found.path, found.blueprint.header().at(), "this folder already is " + other.what() + " ("
                    + other.path() + ":" + other.at().line() + "); keep one of them");
            return;
        }
        Declared<ProjectBlueprint> project = new Declared<>(found.path, folder.isEmpty() ? "" : of(folder(folder)),
                found.blueprint);
        if (!Names.isPath(project.fullName())) {
            report.error(found.path, project.at(), "the name with its projects is too long: " + project.fullName());
            return;
        }
        byFolder.put(folder, project);
        defaults.put(project.fullName(),
                found.blueprint.defaults().over(defaults.getOrDefault(project.project(), RunDefaults.NONE)));
    }

    /** The path of the project that a folder belongs to; empty when it belongs to none. */
    String of(String folder) {
        for (String around = folder;; around = folder(around)) {
            Declared<ProjectBlueprint> project = byFolder.get(around);
            if (project != null) {
                return project.fullName();
            }
            if (around.isEmpty()) {
                return "";
            }
        }
    }

    /** What runs of a project get where they say nothing themselves. */
    RunDefaults defaults(String project) {
        return defaults.getOrDefault(project, RunDefaults.NONE);
    }

    List<Declared<ProjectBlueprint>> all() {
        return List.copyOf(byFolder.values());
    }

    /** The folder of a path; empty for the root. */
    static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
