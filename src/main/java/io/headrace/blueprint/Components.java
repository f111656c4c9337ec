package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.blueprint.Blueprint.Resources;
import io.headrace.blueprint.Component.Option;
import io.headrace.model.MachineSpec.Ingress;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Resolves every component of a commit once. */
final class Components {

    private static final Comparator<Ingress> BY_PORT = Comparator.comparingInt(Ingress::port)
            .thenComparing(Ingress::from);

    private final Namespace<ComponentBlueprint> declared;
    private final Ancestry ancestry;
    private final Scripts scripts;
    private final Report report;
    private final Map<String, Component> resolved = new HashMap<>();
    private final Map<String, List<Scripts.Found>> ownScripts = new HashMap<>();

    Components(Namespace<ComponentBlueprint> declared, Unread unread, Scripts scripts, Report report) {
        this.declared = declared;
        this.ancestry = new Ancestry(declared, unread, report);
        this.scripts = scripts;
        this.report = report;
        declared.all().forEach(one -> ownScripts.put(one.fullName(), scripts(one)));
        declared.all()
                .forEach(one -> ancestry.chain(one).ifPresent(chain -> resolved.put(one.fullName(), merge(chain))));
    }

    /** The component by its full name; empty when something prevents it, which was reported. */
    Optional<Component> get(Declared<ComponentBlueprint> component) {
        return Optional.ofNullable(resolved.get(component.fullName()));
    }

    java.util.Collection<Component> all() {
        return resolved.values();
    }

    Namespace<ComponentBlueprint> names() {
        return declared;
    }

    private List<Scripts.Found> scripts(Declared<ComponentBlueprint> component) {
        return component.blueprint()
                .recipes()
                .stream()
                .flatMap(source -> scripts.find(component.path(), source).stream())
                .toList();
    }

    private Component merge(List<Declared<ComponentBlueprint>> chain) {
        SortedMap<String, String> images = new TreeMap<>();
        SortedMap<String, String> offers = new TreeMap<>();
        Resources resources = new Resources(null, null, null);
        Set<Ingress> ingress = new LinkedHashSet<>();
        Interface parameters = Interface.EMPTY;
        SortedSet<String> packages = new TreeSet<>();
        SortedMap<String, Option> options = new TreeMap<>();
        List<Scripts.Found> found = new ArrayList<>();
        for (Declared<ComponentBlueprint> one : chain) {
            ComponentBlueprint own = one.blueprint();
            images.putAll(own.images());
            offers.putAll(own.offers());
            resources = own.resources().over(resources);
            ingress.addAll(own.ingress());
            InputTypes.checkInherited(one, parameters, report);
            parameters = own.parameters().over(parameters);
            packages.addAll(own.packages());
            own.options().forEach((key, json) -> options.put(key, new Option(one.path(), json.at(), json.value())));
            found.addAll(ownScripts.getOrDefault(one.fullName(), List.of()));
        }
        InputTypes.checkDeclared(chain.getLast(), parameters, report);
        Map<String, String> texts = new HashMap<>();
        List<Recipe> recipes = recipes(chain, packages, texts);
        return new Component(chain.getLast().fullName(), chain, images, offers, resources,
                ingress.stream().sorted(BY_PORT).toList(), parameters, recipes, packages, options, texts, found);
    }

    /** By step, then the eldest first; the packages of all are one recipe. */
    private List<Recipe> recipes(List<Declared<ComponentBlueprint>> chain, SortedSet<String> packages,
            Map<String, String> texts) {
        List<Recipe> recipes = new ArrayList<>();
        for (RecipeStep step : RecipeStep.values()) {
            if (step == RecipeStep.PACKAGES && !packages.isEmpty()) {
                Script script = Script.of(Packages.script(packages));
                texts.put(script.sha(), script.text());
                recipes.add(new Recipe(step, chain.getLast().fullName(), script.sha()));
            }
            for (Declared<ComponentBlueprint> one : chain) {
                ownScripts.getOrDefault(one.fullName(), List.of())
                        .stream()
                        .filter(found -> found.source().step() == step)
                        .forEach(found -> {
                            texts.put(found.script().sha(), found.script().text());
                            recipes.add(new Recipe(step, one.fullName(), found.script().sha()));
                        });
            }
        }
        return recipes;
    }
}
