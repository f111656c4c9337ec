package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.blueprint.Blueprint.Header;
import io.headrace.blueprint.Blueprint.Resources;
import io.headrace.model.Known;
import io.headrace.model.MachineSpec.Ingress;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds the spec of a Component. */
final class ComponentBinder {

    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._:=~-]{0,199}");
    private static final Pattern NETWORK = Pattern
            .compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d|[12]\\d|3[0-2])|"
                    + "[0-9a-fA-F:]{2,39}/(\\d{1,2}|1[01]\\d|12[0-8])");
    private static final long MEBIBYTE = 1L << 20;
    private static final long PEBIBYTE = 1L << 50;

    private ComponentBinder() {}

    static ComponentBlueprint component(Header header, Fields spec) {
        Located<String> parent = spec.text("extends").filter(text -> Binder.label(text, spec)).orElse(null);
        SortedMap<String, String> images = texts(spec, "images");
        SortedMap<String, String> offers = texts(spec, "offer");
        Resources resources = spec.fields("resources")
                .map(ComponentBinder::resources)
                .orElse(new Resources(null, null, null));
        List<Ingress> ingress = spec.fields("network").map(ComponentBinder::ingress).orElse(List.of());
        var inputs = InterfaceBinder.inputs(spec);
        Interface parameters = new Interface(inputs, InterfaceBinder.outputs(spec, inputs.keySet()));
        List<RecipeSource> recipes = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        spec.fields("build").ifPresent(build -> {
            recipes.addAll(RecipeBinder.build(build));
            packages.addAll(packages(build));
            build.done();
        });
        spec.fields("recipes").ifPresent(fields -> recipes.addAll(RecipeBinder.recipes(fields)));
        spec.later("volumes");
        return new ComponentBlueprint(header, parent, images, offers, resources, ingress, parameters, recipes,
                List.copyOf(packages), CloudBinder.options(spec));
    }

    private static SortedMap<String, String> texts(Fields spec, String key) {
        SortedMap<String, String> texts = new TreeMap<>();
        for (YamlNode.Entry entry : spec.entries(key)) {
            String subject = Known.quote(entry.key().text()) + " in " + spec.subject(key);
            spec.text(entry.value(), subject).ifPresent(text -> texts.put(entry.key().text(), text.value()));
        }
        return texts;
    }

    private static Resources resources(Fields fields) {
        Integer cpu = fields.integer("cpu", 1, 4096).map(Located::value).orElse(null);
        Integer memory = mebibytes(fields, "memory");
        Integer disk = mebibytes(fields, "disk");
        fields.done();
        return new Resources(cpu, memory, disk);
    }

    private static @Nullable Integer mebibytes(Fields fields, String key) {
        return fields.bytes(key, MEBIBYTE, PEBIBYTE)
                .map(bytes -> Math.toIntExact(Math.ceilDiv(bytes.value(), MEBIBYTE)))
                .orElse(null);
    }

    private static List<Ingress> ingress(Fields network) {
        List<Ingress> ingress = new ArrayList<>();
        for (YamlNode node : network.items("ingress")) {
            Fields rule = Fields.of(node, "a rule in " + network.subject("ingress"), network.problems());
            rule.required("port");
            Optional<Located<Integer>> port = rule.integer("port", 1, 65535);
            Optional<Located<String>> from = rule.requiredText("from").filter(text -> network(text, rule));
            rule.done();
            port.ifPresent(number -> from
                    .ifPresent(source -> ingress.add(new Ingress(number.value(), source.value()))));
        }
        network.done();
        return ingress;
    }

    private static boolean network(Located<String> text, Fields rule) {
        var matcher = NETWORK.matcher(text.value());
        boolean right = matcher.matches();
        for (int i = 1; right && matcher.group(1) != null && i <= 4; i++) {
            right = Integer.parseInt(matcher.group(i)) <= 255;
        }
        if (!right) {
            rule.problems()
                    .error(text.at(), rule.subject("from") + " must be a network such as 0.0.0.0/0 or 10.0.0.0/8, not "
                            + Known.quote(text.value()));
        }
        return right;
    }

    private static List<String> packages(Fields build) {
        List<String> packages = new ArrayList<>();
        for (Located<String> name : build.texts("packages")) {
            if (PACKAGE.matcher(name.value()).matches()) {
                packages.add(name.value());
            } else {
                build.problems().error(name.at(), Known.quote(name.value()) + " is not the name of a package");
            }
        }
        return packages;
    }
}
