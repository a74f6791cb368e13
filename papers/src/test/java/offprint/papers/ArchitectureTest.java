package offprint.papers;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import offprint.method.Method;
import offprint.rules.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest extends ModuleRules {
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
  void papersDoNotTouchEachOther() {
    slices().matching("offprint.papers.(*)..").should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void kernelsAreFreeOfCycles() {
    slices().matching("offprint.kernels.(*)..").should().beFreeOfCycles().check(CLASSES);
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
}
