package io.headrace.reconcile;

/** Blueprints for the cloud in memory. */
final class Blueprints {

    private Blueprints() {}

    /** A run of that name with so many instances of one component. */
    static String runs(String name, int replicas) {
        return runs(name, replicas, "always");
    }

    /** The same, with what is kept of its machines. */
    static String runs(String name, int replicas, String keep) {
        return """
            ---
            apiVersion: headrace.io/v1
            kind: Cloud
            metadata: {name: cloud-NAME}
            spec: {connector: memory}
            ---
            apiVersion: headrace.io/v1
            kind: Component
            metadata: {name: NAME}
            spec:
              recipes:
                deploy: |
                  #!/bin/sh
                  true
            ---
            apiVersion: headrace.io/v1
            kind: Application
            metadata: {name: NAME}
            spec: {nodes: {main: {component: NAME, replicas: COUNT}}}
            ---
            apiVersion: headrace.io/v1
            kind: Run
            metadata: {name: NAME}
            spec: {application: NAME, cloud: cloud-NAME, keep: KEEP}
            """.replace("KEEP", keep)
                .replace("NAME", name)
                .replace("COUNT", String.valueOf(replicas));
    }
}
