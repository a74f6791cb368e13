package offprint.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import offprint.method.Method;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("offprint");

  @Test
  void contractSeesOnlyThePlatformAndItsAnnotations() {
    classes()
        .that()
        .resideInAPackage("offprint.method..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "offprint.method..", "jakarta.validation..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void arrowsPointOneWay() {
    forbid(
        "offprint.kernels..",
        "offprint.method..",
        "offprint.harness..",
        "offprint.engine..",
        "offprint.papers..");
    forbid("offprint.datasets..", "offprint.method..", "offprint.engine..", "offprint.papers..");
    forbid("offprint.papers..", "offprint.engine..", "offprint.server..", "offprint.cli..");
    forbid("offprint.engine..", "offprint.papers..", "offprint.server..", "offprint.cli..");
    forbid("offprint.engine..", "offprint.kernels..");
    forbid(
        "offprint.harness..",
        "offprint.engine..",
        "offprint.papers..",
        "offprint.server..",
        "offprint.cli..");
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
  void papersDoNotTouchEachOther() {
    slices().matching("offprint.papers.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void kernelsAreFreeOfCycles() {
    slices().matching("offprint.kernels.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

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
  void publicClassesOfPapersAreMethods() {
    classes()
        .that()
        .resideInAPackage("offprint.papers..")
        .and()
        .areTopLevelClasses()
        .and()
        .arePublic()
        .should()
        .implement(Method.class)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void papersTouchTheWorldOnlyThroughTheirRun() {
    noClasses()
        .that()
        .resideInAPackage("offprint.papers..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("java.sql..")
                .or(resideInAPackage("java.nio.file.."))
                .or(new Named("java.net.Socket", "java.net.URL", "java.net.http.HttpClient"))
                .or(new Named("java.io.File", "java.io.FileInputStream", "java.io.FileReader"))
                .or(new Named("java.util.Random", "java.util.concurrent.ThreadLocalRandom"))
                .or(new Named("java.time.Clock", "java.lang.Thread", "java.util.Timer")))
        .allowEmptyShould(true)
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("offprint.papers..")
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .allowEmptyShould(true)
        .check(CLASSES);
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

  private static final class Named extends com.tngtech.archunit.base.DescribedPredicate<JavaClass> {
    private final String[] names;

    Named(String... names) {
      super("one of " + String.join(", ", names));
      this.names = names;
    }

    @Override
    public boolean test(JavaClass type) {
      return java.util.Arrays.asList(names).contains(type.getName());
    }
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

  private static final class Shallow extends ArchCondition<JavaClass> {
    Shallow() {
      super("extend at most one class of ours");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
      long ours =
          type.getAllRawSuperclasses().stream()
              .filter(s -> s.getPackageName().startsWith("offprint"))
              .count();
      if (ours > 1) {
        events.add(
            SimpleConditionEvent.violated(
                type, type.getName() + " has " + ours + " superclasses of ours"));
      }
    }
  }
}
