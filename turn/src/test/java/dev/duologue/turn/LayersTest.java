package dev.duologue.turn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What `module-info` cannot hold: which package of this module may know which other.
class LayersTest {
    private static final JavaClasses MODULE =
            new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void theCodecKnowsNeitherChannelsNorTheServer() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.duologue.turn.stun..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "io.netty.channel..",
                                "dev.duologue.turn",
                                "dev.duologue.turn.internal.."));
    }

    @Test
    void stateKnowsNoSocket() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.duologue.turn.internal.allocation..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.netty.."));
    }

    @Test
    void theApiKnowsTheInsideByItsServerAlone() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("dev.duologue.turn")
                        .and()
                        .doNotHaveSimpleName("TurnServer")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.duologue.turn.internal.."));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(MODULE);
    }
}
