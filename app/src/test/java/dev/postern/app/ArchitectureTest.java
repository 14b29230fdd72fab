package dev.postern.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may import what. The enforcer keeps the modules apart; here everything is on one path. */
@AnalyzeClasses(packages = "dev.postern", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrowsGoOneWay =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("app")
                    .definedBy("dev.postern.app..")
                    .layer("imap")
                    .definedBy("dev.postern.imap..")
                    .layer("smtp")
                    .definedBy("dev.postern.smtp..")
                    .layer("config")
                    .definedBy("dev.postern.config..")
                    .layer("core")
                    .definedBy("dev.postern.core..")
                    .withOptionalLayers(true)
                    .whereLayer("app")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("imap")
                    .mayOnlyBeAccessedByLayers("app")
                    .whereLayer("smtp")
                    .mayOnlyBeAccessedByLayers("app")
                    .whereLayer("config")
                    .mayOnlyBeAccessedByLayers("app");

    @ArchTest
    static final ArchRule onlyConfigReadsToml =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.postern.config..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.moandjiezana..");

    @ArchTest
    static final ArchRule packagesAreNamedForConcepts =
            noClasses()
                    .should()
                    .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..");
}
