package dev.duologue.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/// Which package of the program may know which other.
class LayersTest {
    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.duologue");

    @Test
    void packagesOfTheProgramKnowEachOtherOneWayOnly() {
        slices().matching("dev.duologue.server.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyTheTopPutsThePartsTogether() {
        noClasses()
                .that()
                .resideInAPackage("dev.duologue.server.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.duologue.server")
                .check(ALL);
    }

    @Test
    void packagesOfSignallingKnowEachOtherOneWayOnly() {
        slices().matching("dev.duologue.signaling.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void packagesOfTheRelayKnowEachOtherOneWayOnly() {
        slices().matching("dev.duologue.turn.internal.(*)..").should().beFreeOfCycles().check(ALL);
    }
}
