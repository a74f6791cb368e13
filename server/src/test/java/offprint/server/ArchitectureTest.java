package offprint.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import offprint.rules.ModuleRules;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchitectureTest extends ModuleRules {
  /** A feature of the server that is split: its parts, and the feature's face as one part. */
  @Test
  void partsOfFeaturesAreFreeOfCycles() {
    slices().matching("offprint.server.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().assignedFrom(new Parts()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void partsOfFeaturesAreSeenOnlyInside() {
    classes()
        .that()
        .resideInAPackage("offprint.server.*.*")
        .should(new SeenInside())
        .check(CLASSES);
  }

  @Test
  void tablesArePackagePrivate() {
    classes()
        .that()
        .resideInAPackage("offprint.server..")
        .and()
        .haveSimpleNameEndingWith("Table")
        .should()
        .bePackagePrivate()
        .check(CLASSES);
  }

  /** Rows are read to the end at once: a stream that nobody closes keeps its connection. */
  @Test
  void noStreamKeepsAConnection() {
    noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream").check(CLASSES);
  }

  @Test
  void sqlStaysInTables() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Table")
        .and()
        .resideInAPackage("offprint.server.(*)..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.springframework.jdbc.core.simple.JdbcClient$StatementSpec")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  private static final class Parts implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      return name.startsWith("offprint.server.")
          ? SliceIdentifier.of(name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "parts of the server";
    }
  }

  private static final class SeenInside extends ArchCondition<JavaClass> {
    SeenInside() {
      super("be seen only in their feature");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      String feature = type.getPackageName().replaceFirst("\\.[a-z]+$", "");
      for (Dependency seen : type.getDirectDependenciesToSelf()) {
        String from = seen.getOriginClass().getPackageName();
        if (!(from + ".").startsWith(feature + ".")) {
          events.add(SimpleConditionEvent.violated(type, seen.getDescription()));
        }
      }
    }
  }
}
