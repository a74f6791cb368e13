package offprint.papers.maxentmechanics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
  private static final String DIE =
      "face,spots,square\na,1,1\nb,2,4\nc,3,9\nd,4,16\ne,5,25\nf,6,36\n";

  @TempDir Path folder;

  private Map<String, Double> fit(String csv, String more) throws Exception {
    Runs runs = new Runs(folder);
    String file = runs.file("table.csv", csv);
    return runs.run(
            new Fit(),
            "quick",
            "{\"data\":\"%s\",\"features\":[]%s%s}"
                .formatted(file, more.contains("counts") ? "" : ",\"counts\":\"\"", more))
        .report()
        .metrics();
  }

  private void assertRefused(String csv, String more, String message) {
    assertThatThrownBy(() -> fit(csv, more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void dieOfTwoMomentsIsFittedFromItsTable() throws Exception {
    Map<String, Double> metrics = fit(DIE, ",\"targets\":[\"spots=4.5\",\"square=22\"]");
    assertThat(metrics.get("multiplier_1")).isCloseTo(-1.3559056260641, within(1e-11));
    assertThat(metrics.get("multiplier_2")).isCloseTo(0.12378226459529, within(1e-12));
    assertThat(metrics.get("entropy_nats")).isCloseTo(1.581167247868808, within(1e-12));
    assertThat(metrics.get("lost_without_2"))
        .isCloseTo(1.613581098153837 - 1.581167247868808, within(1e-11));
  }

  @Test
  void tablesOfAnotherLanguageGiveTheSameModel() throws Exception {
    String german = "Seite;Augen;Quadrat\n";
    for (int i = 1; i <= 6; i++) {
      german += "%c;%d,0;%d,00\n".formatted((char) ('a' + i), i, i * i);
    }
    Map<String, Double> metrics = fit(german, ",\"targets\":[\"Augen=4.5\",\"Quadrat=22\"]");
    assertThat(metrics.get("multiplier_1")).isCloseTo(-1.3559056260641, within(1e-11));
    assertThat(metrics.get("entropy_nats")).isCloseTo(1.581167247868808, within(1e-12));
  }

  @Test
  void wolfsDieIsExplainedByTwoConstraintsAsJaynesFound() throws Exception {
    Map<String, Double> metrics =
        new Runs(folder)
            .run(new Fit(), "quick", "{\"features\":[\"spots\",\"elongation\"]}")
            .report()
            .metrics();
    // 2 n KL, the likelihood-ratio form of the chi-squared 9.375 that Jaynes reports for two
    // constraints
    assertThat(2 * 20_000 * metrics.get("loss_nats")).isCloseTo(9.375, within(0.02));
    assertThat(metrics.get("lost_without_2")).isGreaterThan(metrics.get("lost_without_1"));
  }

  @Test
  void targetsMeasuredFromASampleOfAKnownModelGiveItsMultipliersWithinTheirErrors()
      throws Exception {
    long seed = Long.getLong("seed", 5);
    RandomGenerator random = new SplittableRandom(seed);
    double lambda = -0.3;
    double[] p = new double[6];
    double z = 0;
    for (int i = 0; i < 6; i++) {
      p[i] = Math.exp(-lambda * (i + 1));
      z += p[i];
    }
    int[] counts = new int[6];
    for (int n = 0; n < 20_000; n++) {
      double u = random.nextDouble() * z;
      int i = 0;
      while (i < 5 && u > p[i]) {
        u -= p[i++];
      }
      counts[i]++;
    }
    StringBuilder csv = new StringBuilder("face,spots,seen\n");
    for (int i = 0; i < 6; i++) {
      csv.append((char) ('a' + i))
          .append(',')
          .append(i + 1)
          .append(',')
          .append(counts[i])
          .append('\n');
    }
    Map<String, Double> metrics = fit(csv.toString(), ",\"counts\":\"seen\"");
    double se = 1 / Math.sqrt(20_000 * 2.2);
    assertThat(metrics.get("multiplier_1")).as("seed %d", seed).isCloseTo(lambda, within(4 * se));
    assertThat(metrics.get("loss_nats") * 2 * 20_000).isLessThan(25);
  }

  @Test
  void boundaryTargetsLeaveTheFaceAndRepeatedColumnsAreLeftOut() throws Exception {
    assertThat(fit(DIE, ",\"targets\":[\"spots=6\",\"square=36\"]").get("entropy_nats")).isZero();
    String twice = DIE.replace("square", "again").replaceAll("(?m)^(\\w),(\\d),\\d+$", "$1,$2,$2");
    Map<String, Double> metrics = fit(twice, ",\"targets\":[\"spots=4.5\",\"again=4.5\"]");
    assertThat(metrics.get("entropy_nats")).isCloseTo(1.613581098153837, within(1e-12));
  }

  @Test
  void unreachableOrUnknownTargetsAreNamed() {
    assertRefused(
        DIE,
        ",\"targets\":[\"spots=6.5\",\"square=22\"]",
        "target of 'spots' must be in [1.00000, 6.00000]");
    assertRefused(
        DIE, ",\"targets\":[\"spots=4.5\",\"square=20\"]", "targets cannot be met together");
    assertRefused(DIE, ",\"targets\":[\"spots=4.5\"]", "targets must give a value for 'square'");
    assertRefused(DIE, ",\"targets\":[\"dots=4.5\"]", "got 'dots=4.5'");
    assertRefused(DIE, ",\"targets\":[\"spots=NaN\"]", "finite number");
  }

  @Test
  void badTablesAreRefusedByRowAndColumn() {
    String targets = ",\"targets\":[\"spots=4.5\",\"square=22\"]";
    assertRefused("face,spots\na,1\n", targets, "states must be at least 2: got 1");
    assertRefused(DIE + "a,7,49\n", targets, "row 8, column 'face'");
    assertRefused(DIE.replace("c,3,9", "c,three,9"), targets, "row 4, column 'spots'");
    assertRefused(DIE.replace("c,3,9", "c,Infinity,9"), targets, "row 4, column 'spots'");
    String prior = "face,spots,weight\na,1,1\nb,2,-1\nc,3,1\n";
    assertRefused(
        prior, ",\"prior\":\"weight\",\"targets\":[\"spots=2\"]", "row 3, column 'weight'");
    String empty = "face,spots,weight\na,1,0\nb,2,0\nc,3,0\n";
    assertRefused(
        empty, ",\"prior\":\"weight\",\"targets\":[\"spots=2\"]", "must be above 0 in some row");
    String needed = "face,spots,weight\na,1,1\nb,2,1\nc,3,0\n";
    assertRefused(
        needed,
        ",\"prior\":\"weight\",\"targets\":[\"spots=2.5\"]",
        "must be in [1.00000, 2.00000]");
  }

  @ParameterizedTest
  @CsvSource({"box,-1", "sd,-1"})
  void negativeWidthsAreRefusedByName(String name, double value) {
    assertRefused(
        DIE,
        ",\"%s\":[%s],\"targets\":[\"spots=4.5\",\"square=22\"]".formatted(name, value),
        name + " must not be below 0");
  }

  @Test
  void levelsMustNameEachFeatureOnce() throws Exception {
    String targets = ",\"targets\":[\"spots=4.5\",\"square=22\"]";
    assertRefused(
        DIE, targets + ",\"levels\":[\"spots\",\"spots\"]", "levels must name each feature");
    Map<String, Double> metrics = fit(DIE, targets + ",\"levels\":[\"square+spots\"]");
    assertThat(metrics.get("multiplier_1")).isCloseTo(0.12378226459529, within(1e-12));
  }

  @Test
  void tooFewStepsAreAnErrorAndNotASilentAnswer() {
    assertThatThrownBy(() -> fit(DIE, ",\"maxIter\":1,\"targets\":[\"spots=4.5\",\"square=22\"]"))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("maxIter = 1");
  }
}
