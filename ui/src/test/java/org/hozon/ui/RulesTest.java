package org.hozon.ui;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Keeps the order of the window: what knows the engine, what knows the toolkit. */
class RulesTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.hozon.ui");

  private static final ArchRule ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.hozon..")
                  .and(DescribedPredicate.not(resideInAPackage("org.hozon.ui..")))
                  .and(DescribedPredicate.not(resideInAPackage("org.hozon.model..")))
                  .and(DescribedPredicate.not(resideInAPackage("org.hozon.node.."))))
          .because("the facade is all a screen knows of the engine");

  @Test
  void theWindowKnowsOnlyTheFacadeAndTheModel() {
    ENGINE.check(MAIN);
  }

  @Test
  void thereIsNoIgniteAndNoDatabaseInIt() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.ignite..", "java.sql..", "org.sqlite..", "org.jdbi..")
        .check(MAIN);
  }

  @Test
  void modelsKnowNothingThatNeedsTheToolkit() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Model")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "need no toolkit",
                type ->
                    !type.getPackageName().startsWith("javafx.")
                        || type.getPackageName().startsWith("javafx.beans")
                        || type.getPackageName().startsWith("javafx.collections")))
        .check(MAIN);
  }

  @Test
  void dialogsAreOpenedInOnePlace() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.hozon.ui.talk..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javafx.stage.FileChooser")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javafx.stage.DirectoryChooser")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.controlsfx.control.Notifications")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("javafx.scene.control.Alert")
        .check(MAIN);
  }

  @Test
  void thereAreNoCirclesBetweenTheScreens() {
    for (String screen :
        new String[] {"overview", "deposit", "provide", "mesh", "settings", "start"}) {
      noClasses()
          .that()
          .resideInAPackage("org.hozon.ui." + screen + "..")
          .should()
          .dependOnClassesThat(
              DescribedPredicate.describe(
                  "are another screen",
                  type -> {
                    String room = type.getPackageName().replace("org.hozon.ui.", "");
                    return !room.equals(screen)
                        && java.util.Set.of("overview", "deposit", "provide", "mesh", "start")
                            .contains(room);
                  }))
          .check(MAIN);
    }
  }

  @Test
  void theRulesSeeSomething() {
    assertThat(MAIN).hasSizeGreaterThan(40);
    ArchRule broken =
        noClasses().should().dependOnClassesThat().resideInAPackage("org.hozon.model..");
    assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
  }
}
