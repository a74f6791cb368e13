package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that do not run on PostgreSQL open no database. */
class OnBothDatabasesTest {
  private static final Path TESTS = Path.of("src/test/java/offprint/server");
  private static final Pattern EXCLUDED = Pattern.compile("<exclude>\\*\\*/(.*)</exclude>");

  /** The description of routes, and the turns that are given before anything is read. */
  private static final Set<String> SITES = Set.of("OpenApiTest.java", "OverloadTest.java");

  @Test
  void whatIsLeftOutOpensNone() throws IOException {
    List<String> excluded =
        EXCLUDED
            .matcher(Files.readString(Path.of("pom.xml")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(excluded).contains("web/AdmissionControlTest.java").containsAll(SITES);
    for (String name : excluded) {
      String source = Files.readString(TESTS.resolve(name));
      assertThat(source)
          .as(name)
          .doesNotContain("TestDatabase.", "JdbcClient", "Home.open", "Mailroom(");
      if (!SITES.contains(name)) {
        assertThat(source).as(name).doesNotContain("TestSite.");
      }
    }
  }
}
