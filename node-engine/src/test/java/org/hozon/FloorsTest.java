package org.hozon;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the floors of the house: a package uses only floors below it, siblings not each other. */
class FloorsTest {
  /** The floors from the lowest up. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("model"),
          List.of("crypto", "rules"),
          List.of("store"),
          List.of("mesh", "link"),
          List.of("deposit", "guard", "provide", "center", "publish"),
          List.of("sim"),
          List.of("node", "bench"));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.hozon");

  @Test
  void aPackageUsesOnlyFloorsBelowIt() {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      for (String room : FLOORS.get(floor)) {
        List<String> others = new ArrayList<>();
        FLOORS.subList(floor, FLOORS.size()).forEach(others::addAll);
        others.remove(room);
        if (!others.isEmpty()) {
          mustNotUse(room, others.toArray(String[]::new)).check(MAIN);
        }
      }
    }
  }

  @Test
  void everyPackageHasItsFloor() {
    List<String> rooms = FLOORS.stream().flatMap(List::stream).toList();
    assertThat(MAIN)
        .isNotEmpty()
        .allSatisfy(
            type ->
                assertThat(rooms)
                    .contains(type.getPackageName().replaceFirst("^org\\.hozon\\.(\\w+).*", "$1")));
  }

  @Test
  void thereAreNoCircles() {
    slices().matching("org.hozon.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void theGuardMachineKnowsOnlyTheModelAndTheRules() {
    noClasses()
        .that()
        .resideInAPackage("org.hozon.guard.machine..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.hozon..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.hozon.guard.machine..",
                            "org.hozon.model..",
                            "org.hozon.rules.."))))
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio.file..")
        .allowEmptyShould(true)
        .check(MAIN);
  }

  /** The simulated universe stands beside floor 5 and may look into the guard's machine alone. */
  @Test
  void theUniverseKnowsOnlyTheMachineTheModelAndTheRules() {
    noClasses()
        .that()
        .resideInAPackage("org.hozon.sim..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.hozon..")
                .and(
                    not(
                        resideInAnyPackage(
                            "org.hozon.sim..",
                            "org.hozon.guard.machine..",
                            "org.hozon.model..",
                            "org.hozon.rules.."))))
        .check(MAIN);
  }

  @Test
  void igniteStaysInTheMesh() {
    staysIn("org.apache.ignite..", "org.hozon.mesh..").check(MAIN);
  }

  @Test
  void jettyStaysInTheLinkAndTheNode() {
    staysIn("org.eclipse.jetty..", "org.hozon.link..", "org.hozon.node..").check(MAIN);
  }

  @Test
  void sqlStaysInTheStore() {
    staysIn("java.sql..", "org.hozon.store..").check(MAIN);
    staysIn("org.jdbi..", "org.hozon.store..").check(MAIN);
    staysIn("org.flywaydb..", "org.hozon.store..").check(MAIN);
    staysIn("org.sqlite..", "org.hozon.store..").check(MAIN);
  }

  @Test
  void thereIsNoScreenInTheEngine() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..")
        .check(MAIN);
  }

  @Test
  void nothingIsPrinted() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(MAIN);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(type(Thread.class))).and(target(name("sleep"))))
        .check(MAIN);
  }

  @Test
  void aBrokenRuleIsSeen() {
    ArchRule broken = mustNotUse("node", "model");
    assertThatThrownBy(() -> broken.check(MAIN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("org.hozon.node.");
    assertThatThrownBy(() -> staysIn("org.eclipse.jetty..", "org.hozon.link..").check(MAIN))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ControlServer");
  }

  private static ArchRule mustNotUse(String room, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = "org.hozon." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("org.hozon." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .allowEmptyShould(true);
  }

  private static ArchRule staysIn(String what, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(what);
  }
}
