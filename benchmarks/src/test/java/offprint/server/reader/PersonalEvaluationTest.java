package offprint.server.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonalEvaluationTest {
  private static final String[] SUBJECTS = {
    "protein folding", "speech recognition", "road traffic", "prime gaps", "bird migration"
  };

  @TempDir Path folder;

  /** Twenty days of five papers, one on each subject; one submitter each. */
  private static String archive() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      lines.append(
          """
          {"date":"2026-03-%02d","rank":%d,"id":"2603.%05d","title":"On %s, part %d","summary":"","authors":[{"name":"Author %d"}],"publishedAt":"2026-01-01T00:00:00.000Z","upvotes":%d,"submittedBy":{"name":"user%d"}}
          """
              .formatted(1 + i / 5, 1 + i % 5, i, SUBJECTS[i % 5], i, i, i % 5, i % 5));
    }
    return lines.toString();
  }

  @Test
  void readersAreSplitByTimeAndTheirSubjectIsFound() throws Exception {
    try (Home home = Home.open(folder)) {
      new Papers(home)
          .importLines(new ByteArrayInputStream(archive().getBytes(StandardCharsets.UTF_8)));
      PersonalEvaluation evaluation = new PersonalEvaluation(home, 1_000);
      assertThat(evaluation.readers()).hasSize(5);
      SimulatedReader first = evaluation.readers().getFirst();
      assertThat(first.kind() + " " + first.name() + " " + first.cut())
          .isEqualTo("submitter user0 2026-03-15");
      assertThat(evaluation.addresses(first.saved())).hasSize(14).contains("2603.00065");
      assertThat(evaluation.addresses(first.held()))
          .containsExactly(
              "2603.00070", "2603.00075", "2603.00080", "2603.00085", "2603.00090", "2603.00095");
      List<RankingQuality> words =
          evaluation.measure(PersonalEvaluation.Method.WORDS, evaluation.readers());
      assertThat(words).containsOnly(new RankingQuality(1, 1, 1));
      List<RankingQuality> popular =
          evaluation.measure(PersonalEvaluation.Method.POPULARITY, evaluation.readers());
      assertThat(popular.getFirst().auc()).isZero();
      assertThat(popular.getLast().auc()).isEqualTo(1);
    }
  }

  @Test
  void ofManySavedPapersOnlyTheLastMayBeKnown() throws Exception {
    try (Home home = Home.open(folder)) {
      new Papers(home)
          .importLines(new ByteArrayInputStream(archive().getBytes(StandardCharsets.UTF_8)));
      PersonalEvaluation evaluation = new PersonalEvaluation(home, 2);
      SimulatedReader first = evaluation.readers().getFirst();
      assertThat(evaluation.addresses(first.saved())).containsExactly("2603.00060", "2603.00065");
    }
  }
}
