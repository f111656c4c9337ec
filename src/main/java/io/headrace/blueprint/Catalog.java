package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ApplicationBlueprint;
import io.headrace.blueprint.Blueprint.CloudBlueprint;
import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.blueprint.Blueprint.ProjectBlueprint;
import io.headrace.blueprint.Blueprint.RunBlueprint;
import io.headrace.model.Names;
import java.util.List;
import java.util.Map;

/** All blueprints of a commit by kind, project and name. */
final class Catalog {

    final Projects projects;
    final Namespace<CloudBlueprint> clouds = new Namespace<>();
    final Namespace<ComponentBlueprint> components = new Namespace<>();
    final Namespace<ApplicationBlueprint> applications = new Namespace<>();
    final Namespace<RunBlueprint> runs = new Namespace<>();
    private final Namespace<ProjectBlueprint> projectNames = new Namespace<>();
    private final Report report;

    /** {@code files} are the blueprints by path, sorted. */
    Catalog(Map<String, List<Blueprint>> files, Report report) {
        this.report = report;
        this.projects = Projects.of(files, report);
        projects.all().stream().sorted(java.util.Comparator.comparing(Declared::path)).forEach(one -> {
            add(projectNames, one);
        });
        files.forEach((path, blueprints) -> {
            String project = projects.of(Projects.folder(path));
            blueprints.forEach(blueprint -> add(path, project, blueprint));
        });
    }

    private void add(String path, String project, Blueprint blueprint) {
        switch (blueprint) {
            case ProjectBlueprint _ -> {
                // Known since the projects were found.
            }
            case CloudBlueprint cloud -> add(clouds, new Declared<>(path, project, cloud));
            case ComponentBlueprint component -> add(components, new Declared<>(path, project, component));
            case ApplicationBlueprint application -> add(applications, new Declared<>(path, project, application));
            case RunBlueprint run -> add(runs, new Declared<>(path, project, run));
        }
    }

    private <T extends Blueprint> void add(Namespace<T> names, Declared<T> declared) {
        if (!Names.isPath(declared.fullName())) {
            report.error(declared.path(), declared.at(),
                    "the name with its projects is too long: " + declared.fullName());
            return;
        }
        names.add(declared)
                .ifPresent(first -> report.error(declared.path(), declared.at(),
                        declared.what()
                                + (declared.project().isEmpty() ? "" : " of project '" + declared.project() + "'")
                                + " is declared twice; first in " + first.path() + ":" + first.at().line()
                                + ", rename or remove one"));
    }
}
