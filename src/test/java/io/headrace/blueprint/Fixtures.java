package io.headrace.blueprint;

import io.headrace.model.Capability;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Declaration;
import io.headrace.model.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Connectors and blueprints that many tests need. */
final class Fixtures {

    static final ConnectorInfo LOCAL = new ConnectorInfo("local", Set.of(), """
        {"type": "object", "additionalProperties": false}""", """
        {"type": "object", "additionalProperties": false}""");

    static final ConnectorInfo NOVA = new ConnectorInfo("openstack-nova", Set.of(Capability.PACKAGES), """
        {"type": "object", "additionalProperties": false,
         "properties": {"networks": {"type": "array", "items": {"type": "string"}}}}""", """
        {"type": "object", "additionalProperties": false, "properties": {"spot": {"type": "boolean"}}}""");

    /** A cloud, a three-node application and a run of it. */
    static final String LAMP = """
        apiVersion: headrace.io/v1
        kind: Cloud
        metadata: {name: geneva}
        spec:
          connector: openstack-nova
          endpoint: https://keystone.example.org:5000/v3
          region: RegionOne
          credential: geneva-robot
          options: {networks: [lab]}
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: base}
        spec:
          images: {openstack-nova: debian-12}
          resources: {cpu: 1, memory: 1GiB}
          inputs: [{name: title, type: string, default: It works}]
          outputs: [{name: ready}]
          build: {prepare: "#!/bin/sh\\necho base\\n", packages: [curl]}
          recipes: {deploy: "#!/bin/sh\\nheadrace set ready true\\n"}
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: mongodb}
        spec:
          extends: base
          outputs: [{name: replicaSet}, {name: password, type: secret}]
          build: {packages: [mongodb, curl]}
          recipes: {deploy: "#!/bin/sh\\nheadrace set replicaSet rs0\\n"}
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: apache}
        spec:
          extends: base
          inputs: [{name: replicaSet}, {name: password, type: secret}]
          recipes: {deploy: "#!/bin/sh\\nheadrace get db:ready\\n", onAdd: "#!/bin/sh\\ntrue\\n"}
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: lamp}
        spec:
          inputs: [{name: title, type: string}]
          nodes:
            db: {component: mongodb, replicas: 3}
            web:
              component: apache
              replicas: 2
              dependsOn: [db]
              inputs: {title: "${inputs.title}", replicaSet: "${db.replicaSet}", password: "${db.password}"}
          outputs: {url: "http://${web.address}/"}
        ---
        apiVersion: headrace.io/v1
        kind: Run
        metadata: {name: production}
        spec:
          application: lamp
          cloud: geneva
          nodes: {web: {replicas: 3}}
          inputs: {title: Production}
        """;

    private Fixtures() {}

    static Compiler compiler() {
        return new Compiler(List.of(LOCAL, NOVA), Limits.DEFAULT);
    }

    static Declaration run(Compilation compilation, String name) {
        return Objects.requireNonNull(compilation.desired().runs().get(name), compilation.problems().toString());
    }

    /** The problems of one file {@code f.yaml}, as a person sees them. */
    static List<String> problems(String text) {
        return problems(new InMemoryTree().with("f.yaml", text));
    }

    static List<String> problems(InMemoryTree tree) {
        return compiler().compile(tree).problems().stream().map(Problem::toString).toList();
    }

    /** A Component named {@code c} with this spec in flow style, followed by nothing else. */
    static String component(String spec) {
        return "apiVersion: headrace.io/v1\nkind: Component\nmetadata: {name: c}\nspec: " + spec + "\n";
    }
}
