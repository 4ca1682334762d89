package dev.duologue.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Which package of the program may know which other, and what its modules call their classes.
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

    @Test
    void noTwoModulesHaveAClassOfOneName() {
        Map<String, List<String>> byName =
                ALL.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(one -> !one.getSimpleName().endsWith("-info"))
                        .collect(
                                Collectors.groupingBy(
                                        JavaClass::getSimpleName,
                                        Collectors.mapping(
                                                JavaClass::getName, Collectors.toList())));
        assertThat(byName).hasSizeGreaterThan(150); // of all three modules
        assertThat(byName.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }
}
