package offprint.papers.perfectreconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.engine.Outcome;
import offprint.kernels.information.InformationUnit;
import offprint.method.Note;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LandmarksTest {
  @TempDir Path folder;

  private Workbench bench() {
    return new Workbench(folder);
  }

  private Landmarks.Params edges(String text, int clip, int budget) throws Exception {
    Source data = bench().file("edges.csv", text);
    return new Landmarks.Params(data, Landmarks.Form.EDGES, clip, budget, InformationUnit.BIT);
  }

  @Test
  void oneEndOfAPathLocatesEveryNode() throws Exception {
    Outcome outcome = bench().run(new Landmarks(), edges("a b\nb c\nc d\nd e\n", 0, 0));
    assertThat(outcome.report().metrics())
        .containsEntry("greedy_landmarks", 1.0)
        .containsEntry("bound", 1.0)
        .containsEntry("greedy_deficit_bits", 0.0);
  }

  @Test
  void leavesOfAStarAreTwins() throws Exception {
    Outcome outcome = bench().run(new Landmarks(), edges("hub a\nhub b\nhub c\nhub d\n", 0, 0));
    assertThat(outcome.report().metrics())
        .containsEntry("twin_bound", 3.0)
        .containsEntry("greedy_landmarks", 3.0);
  }

  @Test
  void completeGraphsAreOfJoinedTwins() throws Exception {
    assertThat(
            bench()
                .metric(
                    new Landmarks(), edges("a b\na c\nb c\na d\nb d\nc d\n", 0, 0), "twin_bound"))
        .isEqualTo(3);
  }

  @Test
  void unreachableIsAReading() throws Exception {
    Outcome outcome = bench().run(new Landmarks(), edges("a b\nb c\nx y\n", 0, 0));
    assertThat(outcome.report().metrics().get("greedy_deficit_bits")).isZero();
    assertThat(outcome.report().blocks())
        .filteredOn(Note.class::isInstance)
        .extracting(b -> ((Note) b).text())
        .anyMatch(text -> text.contains("2 components") && text.contains("unreachable"));
    assertThat(Files.readString(folder.resolve("out/addresses.csv"))).contains("unreachable");
  }

  @Test
  void clippedHopsTellLess() throws Exception {
    Outcome outcome = bench().run(new Landmarks(), edges("a b\nb c\nc d\nd e\n", 1, 1));
    assertThat(outcome.report().metrics().get("greedy_readings")).isEqualTo(2);
    assertThat(outcome.report().metrics().get("greedy_deficit_bits")).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void addressesDifferAndBoundsHold(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    String text =
        IntStream.range(0, 120)
            .mapToObj(_ -> "%d %d".formatted(random.nextInt(60), random.nextInt(60)))
            .collect(Collectors.joining("\n"));
    Outcome outcome = bench().run(new Landmarks(), edges(text, 0, 0));
    var metrics = outcome.report().metrics();
    assertThat(metrics.get("greedy_landmarks"))
        .as("seed " + seed)
        .isGreaterThanOrEqualTo(Math.max(metrics.get("bound"), metrics.get("twin_bound")))
        .isLessThanOrEqualTo(metrics.get("random_best_landmarks"));
    List<String> addresses =
        Files.readAllLines(folder.resolve("out/addresses.csv")).stream()
            .skip(1)
            .map(line -> line.substring(line.indexOf(',')))
            .toList();
    assertThat(new HashSet<>(addresses)).hasSameSizeAs(addresses);
  }

  @Test
  void aTableOfDistancesIsUnderstood() throws Exception {
    Source data = bench().file("d.csv", "name,a,b,c\na,0,1.5,2\nb,1.5,0,1.5\nc,2,1.5,0\n");
    Landmarks.Params params =
        new Landmarks.Params(data, Landmarks.Form.DISTANCES, 0, 0, InformationUnit.BIT);
    assertThat(bench().metric(new Landmarks(), params, "greedy_landmarks")).isEqualTo(1);
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    Source oblong = bench().file("d.csv", "a,b,c,d\n0,1,2,3\n1,0,1,2\n");
    assertThatThrownBy(
            () ->
                bench()
                    .run(
                        new Landmarks(),
                        new Landmarks.Params(
                            oblong, Landmarks.Form.DISTANCES, 0, 0, InformationUnit.BIT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("form distances needs a square table")
        .hasMessageContaining("got 2 rows and 4 columns");
    Source words = bench().file("w.csv", "a,b\n0,x\n1,0\n");
    assertThatThrownBy(
            () ->
                bench()
                    .run(
                        new Landmarks(),
                        new Landmarks.Params(
                            words, Landmarks.Form.DISTANCES, 0, 0, InformationUnit.BIT)))
        .hasMessageContaining("row 2, column 'b': expected a number: got 'x'");
    Landmarks.Params lone = edges("a b\nc\n", 0, 0);
    assertThatThrownBy(() -> bench().run(new Landmarks(), lone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
  }
}
