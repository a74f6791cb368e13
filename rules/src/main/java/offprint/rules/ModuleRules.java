package offprint.rules;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;

/**
 * Rules that hold for the main classes of every module. A module's {@code ArchitectureTest}
 * inherits them and checks what the module sees, as soon as the module is compiled.
 */
public abstract class ModuleRules {
  /** The main classes on the test's class path. */
  protected static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("offprint");

  @Test
  void arrowsPointOneWay() {
    forbid(
        "offprint.kernels..",
        "offprint.method..",
        "offprint.harness..",
        "offprint.engine..",
        "offprint.papers..");
    forbid("offprint.datasets..", "offprint.method..", "offprint.engine..", "offprint.papers..");
    forbid(
        "offprint.harness..",
        "offprint.datasets..",
        "offprint.engine..",
        "offprint.papers..",
        "offprint.server..",
        "offprint.cli..");
    forbid("offprint.papers..", "offprint.engine..", "offprint.server..", "offprint.cli..");
    forbid("offprint.engine..", "offprint.papers..", "offprint.server..", "offprint.cli..");
    forbid("offprint.engine..", "offprint.kernels..", "offprint.harness..");
    forbid(
        "offprint.server..",
        "offprint.papers..",
        "offprint.cli..",
        "offprint.kernels..",
        "offprint.harness..");
    forbid("offprint.cli..", "offprint.papers..", "offprint.kernels..");
  }

  private static void forbid(String from, String... to) {
    noClasses()
        .that()
        .resideInAPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(to)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?")
        .check(CLASSES);
  }

  @Test
  void inheritanceIsOneLevelDeep() {
    classes().that(alwaysTrue()).should(new Shallow()).check(CLASSES);
  }

  private static final class Shallow extends ArchCondition<JavaClass> {
    Shallow() {
      super("extend at most one class of Offprint");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      long own =
          type.getAllRawSuperclasses().stream()
              .filter(s -> s.getPackageName().startsWith("offprint"))
              .count();
      if (own > 1) {
        events.add(
            SimpleConditionEvent.violated(
                type, type.getName() + " has " + own + " superclasses of Offprint"));
      }
    }
  }
}
