package io.headrace.bench;

/** Blueprints for the connector {@code bench}. */
final class Fixtures {

    /** The cloud, and the component without recipes whose instances are ready as soon as their agent is there. */
    static final String CLOUD = """
        apiVersion: headrace.io/v1
        kind: Cloud
        metadata: {name: bench}
        spec: {connector: bench}
        ---
        apiVersion: headrace.io/v1
        kind: Component
        metadata: {name: plain}
        spec:
          inputs: [{name: title, type: string, default: none}]
          outputs: [{name: value}]
        ---
        apiVersion: headrace.io/v1
        kind: Application
        metadata: {name: pair}
        spec: {nodes: {a: {component: plain}, b: {component: plain}, absent: {component: plain}}}
        """;

    private Fixtures() {}

    /** A run of the component with that many instances. */
    static String run(String name, int replicas, String title) {
        return """
            ---
            apiVersion: headrace.io/v1
            kind: Application
            metadata: {name: NAME}
            spec: {nodes: {main: {component: plain, replicas: COUNT, inputs: {title: TITLE}}}}
            ---
            apiVersion: headrace.io/v1
            kind: Run
            metadata: {name: NAME}
            spec: {application: NAME, cloud: bench, drift: observe}
            """.replace("NAME", name).replace("COUNT", String.valueOf(replicas)).replace("TITLE", title);
    }

    /** A run of {@code pair}: its third agent never comes, so that its attempt stays open. */
    static String pair(String name) {
        return """
            ---
            apiVersion: headrace.io/v1
            kind: Run
            metadata: {name: NAME}
            spec: {application: pair, cloud: bench, deadline: 2h}
            """.replace("NAME", name);
    }
}
