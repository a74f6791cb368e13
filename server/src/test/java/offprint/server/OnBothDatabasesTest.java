package offprint.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every feature that has tables of its own is tested on PostgreSQL, too: tagged {@code sql}. */
class OnBothDatabasesTest {
  private static final Path MAIN = Path.of("src/main/java/offprint/server");
  private static final Path TESTS = Path.of("src/test/java/offprint/server");

  /** A feature, and a test that runs its statements. */
  private static final Map<String, String> FEATURES =
      Map.ofEntries(
          Map.entry("account", "account/member/AccountTest"),
          Map.entry("backup", "backup/BackupTest"),
          Map.entry("collection", "collection/CollectionsTest"),
          Map.entry("digest", "digest/RefusalTest"),
          Map.entry("discussion", "discussion/DiscussionTest"),
          Map.entry("feed", "ListsTest"),
          Map.entry("follow", "follow/FollowTest"),
          Map.entry("home", "home/UpgradeTest"),
          Map.entry("hub", "HubTest"),
          Map.entry("ingest", "ingest/SourcesTest"),
          Map.entry("operation", "operation/OperationTest"),
          Map.entry("paper", "PapersTest"),
          Map.entry("people", "people/PeopleTest"),
          Map.entry("reader", "ForYouTest"),
          Map.entry("run", "run/work/TwoRunnersTest"),
          Map.entry("upload", "RunOwnersTest"),
          Map.entry("vector", "vector/VectorBackfillTest"));

  @Test
  void everyFeatureWithTablesHasATestOnPostgresql() throws IOException {
    Set<String> features;
    try (Stream<Path> files = Files.walk(MAIN)) {
      features =
          files
              .filter(file -> file.toString().endsWith("Table.java"))
              .map(file -> MAIN.relativize(file).getName(0).toString())
              .collect(Collectors.toSet());
    }
    assertThat(features).isEqualTo(FEATURES.keySet());
    for (String test : FEATURES.values()) {
      assertThat(Files.readString(TESTS.resolve(test + ".java"))).contains("@Tag(\"sql\")");
    }
  }
}
