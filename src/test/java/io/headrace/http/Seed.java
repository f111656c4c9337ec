package io.headrace.http;

import io.headrace.model.CommitStatus;
import io.headrace.model.Declaration;
import io.headrace.model.Principal;
import io.headrace.model.Problem;
import io.headrace.model.RecipeStep;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.store.CommitRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.headrace.http.Fixture.ALICE;
import static io.headrace.http.Fixture.BOB;
import static io.headrace.http.Fixture.GINA;
import static io.headrace.http.Fixture.INFRA;
import static io.headrace.http.Fixture.SHOP;

/** A morning of two tenants: runs in every phase, among them some that failed, with what belongs to them. */
final class Seed {

    static final RunKey LAMP = INFRA.run("shop/lamp");
    static final RunKey STAGING = INFRA.run("shop/lamp-staging");
    static final RunKey BILLING = INFRA.run("billing/api");
    static final RunKey FOREIGN = SHOP.run("storefront");

    private final Fixture fixture;
    private String first = "";

    Seed(Fixture fixture) {
        this.fixture = fixture;
    }

    /** Plays it; returns the first commit of {@code acme/infra}. */
    String play() {
        first = commit(INFRA, ALICE, "Deploy the shop, billing and what they need", List.of(
                "hello: create web.1", "shop/lamp: create db.1 db.2 db.3 web.1 web.2 lb.1",
                "billing/api: create web.1 web.2"));
        fixture.story(INFRA.run("hello")).ready(hello(), first, ALICE);
        lamp();
        fixture.story(INFRA.run("docs/site"))
                .declared(Blueprint.run("docs/site", "local")
                        .node("web", 1, RecipeStep.DEPLOY)
                        .suspended()
                        .declaration(), first, ALICE);
        fixture.story(INFRA.run("metrics"))
                .ready(Blueprint.run("metrics", "geneva")
                        .node("prometheus", 1, RecipeStep.DEPLOY)
                        .node("grafana", 1, RecipeStep.DEPLOY)
                        .output("url", "http://${grafana.address}:3000/")
                        .declaration(), first, ALICE)
                .lost("prometheus.1");
        ended();
        fixture.clock.pass(Duration.ofMinutes(11));
        String second = commit(INFRA, BOB, "Charge in two currencies, try the new lamp on staging", List.of(
                "billing/api: update web.1 web.2", "shop/lamp-staging: create db.1 web.1 web.2 lb.1",
                "search: create node.1 node.2 node.3"));
        failed(second);
        staging(second);
        fixture.story(INFRA.run("search"))
                .declared(Blueprint.run("search", "geneva")
                        .node("node", 3, RecipeStep.DEPLOY, RecipeStep.VERIFY)
                        .declaration(), second, BOB);
        fixture.story(INFRA.run("reports/nightly"))
                .declared(Blueprint.run("reports/nightly", "paris")
                        .node("main", 1, RecipeStep.DEPLOY)
                        .declaration(), second, BOB)
                .created()
                .bound(_ -> true)
                .started("main.1")
                .aborted("`headrace abort`: the warehouse is not reachable from paris");
        refused();
        String theirs = commit(SHOP, GINA, "Open the shop", List.of("storefront: create web.1"));
        fixture.story(FOREIGN).ready(hello(), theirs, GINA);
        return first;
    }

    static Declaration hello() {
        return Blueprint.run("hello", "local")
                .node("web", 1, RecipeStep.DEPLOY)
                .output("url", "http://${web.address}:8080/")
                .declaration();
    }

    private void lamp() {
        fixture.story(LAMP)
                .ready(Blueprint.run("shop/lamp", "local")
                        .node("db", 3, RecipeStep.DEPLOY)
                        .node("web", 2, RecipeStep.DEPLOY, RecipeStep.ON_ADD)
                        .node("lb", 1, RecipeStep.DEPLOY, RecipeStep.REPORT)
                        .output("url", "http://${lb.address}/")
                        .output("admin", "javascript:alert(document.cookie)")
                        .declaration(), first, ALICE)
                .displayed("db.1", "primary of rs0, 3 members");
        fixture.parameters.set(LAMP, "run", "url", "http://127.18.4.185/", false);
        fixture.parameters.set(LAMP, "db.1:1", "replicaSet", "rs0/127.18.4.2,127.18.4.3,127.18.4.4", false);
        fixture.parameters.set(LAMP, "db.1:1", "password", "AXj83kLsealed", true);
        fixture.parameters.set(LAMP, "lb.1:1", "ready", "true", false);
        fixture.parameters.set(LAMP, "lb.1:1", "title", "<img src=x onerror=alert(1)> & \"quotes\"", false);
        log(LAMP, "lb.1:1:1",
                "+ haproxy -c -f haproxy.cfg\nConfiguration file is valid\n\u001b[32mlistening on :80\u001b[0m\n");
        fixture.blobs.put("reports/" + LAMP + "/lb.1/1/2.tar.gz",
                new ByteArrayInputStream("a report".getBytes(StandardCharsets.UTF_8)));
    }

    private void ended() {
        fixture.story(INFRA.run("old-shop")).ready(hello(), first, ALICE).removed(first, ALICE).finished().deleted();
    }

    private void failed(String commit) {
        Blueprint blueprint = Blueprint.run("billing/api", "geneva")
                .node("db", 1, RecipeStep.DEPLOY)
                .node("web", 2, RecipeStep.DEPLOY, RecipeStep.VERIFY)
                .output("url", "http://${web.address}/");
        fixture.story(BILLING)
                .declared(blueprint.declaration(), commit, BOB)
                .created()
                .bound(_ -> true)
                .started("db.1")
                .exited("db.1", 0, "ready")
                .started("web.1")
                .started("web.2")
                .exited("web.1", 0, "ready")
                .exited("web.2", 3, "curl: (7) Failed to connect to 10.0.4.7 port 5432")
                .finished();
        log(BILLING, "web.2:1:1", """
            + pip install -r requirements.txt
            Collecting flask==3.1.0
              Downloading flask-3.1.0-py3-none-any.whl (102 kB)
            Successfully installed flask-3.1.0
            + ./migrate --database postgres://billing@10.0.4.7/billing
            waiting for 10.0.4.7:5432 (1/5)
            waiting for 10.0.4.7:5432 (2/5)
            waiting for 10.0.4.7:5432 (3/5)
            waiting for 10.0.4.7:5432 (4/5)
            waiting for 10.0.4.7:5432 (5/5)
            curl: (7) Failed to connect to 10.0.4.7 port 5432
            """);
    }

    private void staging(String commit) {
        Blueprint blueprint = Blueprint.run("shop/lamp-staging", "paris")
                .node("db", 1, RecipeStep.DEPLOY)
                .node("web", 2, RecipeStep.DEPLOY)
                .node("lb", 1, RecipeStep.DEPLOY)
                .output("url", "http://${lb.address}/");
        fixture.story(STAGING)
                .declared(blueprint.declaration(), commit, BOB)
                .created()
                .bound(_ -> true)
                .started("db.1")
                .exited("db.1", 0, "ready")
                .started("web.1")
                .displayed("web.1", "installing php 8.3 (4 of 11 packages)");
        log(STAGING, "web.1:1:1", "+ apt-get install -y apache2 php\nSetting up apache2 (2.4.62-1) ...\n");
    }

    private void refused() {
        String id = "5d0e2f61b7c94a38d1e6f20394857a6b1c2d3e4f";
        List<Problem> problems = List.of(
                Problem.error("shop/runs/lamp.yaml", 14, 11,
                        "node 'web' uses unknown component 'apachee'; known: apache, haproxy, mongodb"),
                Problem.error("shop/runs/lamp.yaml", 22, 7, "unknown key 'replica'; did you mean 'replicas'?"),
                Problem.warning("shop/components/haproxy.yaml", 31, 1,
                        "recipe sets 'stats', which is not a declared output"));
        fixture.commits.received(new CommitRecord(INFRA, id, "refs/heads/try-php-8", BOB, fixture.clock.instant(),
                "Try PHP 8.4", problems, List.of(), false));
        fixture.statuses.post(INFRA, new CommitStatus(id, "headrace", CommitStatus.State.FAILURE,
                "2 problems in the blueprints; the first: shop/runs/lamp.yaml:14:11"));
    }

    private final Map<RepositoryKey, Integer> commits = new HashMap<>();

    private String commit(RepositoryKey repository, Principal author, String title, List<String> plan) {
        int number = commits.merge(repository, 1, Integer::sum);
        String id = fixture.commit(repository, author, title, "runs/change-" + number + ".yaml", "# " + title + "\n");
        fixture.commits.received(new CommitRecord(repository, id, "refs/heads/main", author, fixture.clock.instant(),
                title, List.of(), plan, true));
        fixture.statuses.post(repository, new CommitStatus(id, "headrace", CommitStatus.State.SUCCESS,
                plan.size() + " runs planned"));
        fixture.tips.applied(repository, id);
        return id;
    }

    private void log(RunKey run, String step, String text) {
        fixture.blobs.append("logs/" + run + "/" + step.replace(':', '/'), 0, text.getBytes(StandardCharsets.UTF_8));
    }

    RunState state(RunKey run) {
        return fixture.runs.find(run).orElseThrow();
    }
}
