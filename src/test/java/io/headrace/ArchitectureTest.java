package io.headrace;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The rules that the shape of the code follows, read from the compiled classes; the tables are {@link Packages}. */
@AnalyzeClasses(packages = "io.headrace", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule packages_all_haveNoCycle = slices().matching("io.headrace.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule packages_all_areInTheTableAndOneLevelDeep = classes().should()
            .resideInAnyPackage(Packages.all())
            .because("a new package needs a line in the table that says what it may import");

    @ArchTest
    static void packages_each_importOnlyWhatTheTableAllows(JavaClasses all) {
        Packages.IMPORTS.forEach((name, allowed) -> classes().that()
                .resideInAPackage("io.headrace." + name)
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("io.headrace.."))
                        .or(resideInAnyPackage(Packages.named(name, allowed))))
                .allowEmptyShould(true)
                .check(all));
    }

    @ArchTest
    static void libraries_each_areUsedOnlyInTheirPackages(JavaClasses all) {
        Packages.LIBRARIES.forEach((library, users) -> noClasses().that()
                .resideOutsideOfPackages(Packages.named(users))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .check(all));
    }

    @ArchTest
    static final ArchRule pureCore_anyClass_touchesNothingOutside = noClasses().that()
            .resideInAnyPackage(Packages.named(Packages.PURE))
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net.http..", "java.sql..",
                            "org.slf4j..", "java.util.logging..")
                            .or(nameMatching("java\\.io\\.(File.*|RandomAccessFile|Console|PrintStream)"))
                            .or(nameMatching(
                                    "java\\.net\\.(.*Socket.*|URL|URLConnection|InetAddress|HttpURLConnection)"))
                            .or(nameMatching(
                                    "java\\.lang\\.(Thread|ThreadLocal|Process.*|Runtime|ScopedValue)(\\$.*)?"))
                            .or(nameMatching(
                                    "java\\.util\\.concurrent\\.(Executor.*|CompletableFuture|.*Executor|Timer)"))
                            .or(nameMatching(
                                    "java\\.(util\\.(Random|SplittableRandom|random\\..*)|security\\.SecureRandom)"))
                            .or(nameMatching("java\\.time\\.(Clock|InstantSource)")));

    @ArchTest
    static final ArchRule pureCore_anyClass_callsNoClockAndNoRandomness = noClasses().that()
            .resideInAnyPackage(Packages.named(Packages.PURE))
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .orShould()
            .callMethod(System.class, "getProperty", String.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule clock_anyClassButTheCompositionRoot_doesNotReadIt = noClasses().that()
            .resideOutsideOfPackage("io.headrace")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(InstantSource.class, "system");

    @ArchTest
    static final ArchRule secrets_anyClassOutsideTheList_areNotRevealed = noClasses().that()
            .resideOutsideOfPackages(Packages.named(Packages.REVEALING))
            .should()
            .callMethod("io.headrace.model.Secret", "reveal")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule classes_all_areFinalOrSealed = classes().that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .and()
            .doNotHaveModifier(JavaModifier.SYNTHETIC)
            .and(not(belongTo(describe("an enum", type -> type.isEnum()))))
            .should(ArchConditions.be(describe("final or sealed",
                    type -> type.getModifiers().contains(JavaModifier.FINAL) || type.reflect().isSealed())))
            .because("nothing of our own is extended");
}
