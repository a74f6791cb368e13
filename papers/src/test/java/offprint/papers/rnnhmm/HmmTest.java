package offprint.papers.rnnhmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import offprint.engine.Outcome;
import offprint.kernels.hmm.CategoricalModel;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmmTest {
  @TempDir Path folder;

  @Test
  void chainsHaveTheStatisticsOfTheReference() {
    CategoricalModel three = ChainKind.LINEAR.model(3);
    assertThat(three.chain().transition(0, 1)).isCloseTo(.22360679775, within(1e-11));
    assertThat(three.bigrams()[0][0]).isCloseTo(.751209756743, within(1e-11));
    double[] expected = {.507346052955, .184344923714, .052004365770};
    int[] lags = {1, 5, 10};
    for (int i = 0; i < lags.length; i++) {
      assertThat(three.autocorrelation(0, lags[i])).isCloseTo(expected[i], within(1e-11));
    }
    CategoricalModel five = ChainKind.LINEAR.model(5);
    assertThat(five.chain().transition(0, 1)).isCloseTo(.472870804502, within(1e-11));
    assertThat(five.bigrams()[0][0]).isCloseTo(.695685790354, within(1e-11));
    CategoricalModel full = ChainKind.FULL.model(3);
    assertThat(full.bigrams()[0][0]).isCloseTo(.913555, within(1e-9));
    assertThat(full.autocorrelation(0, 1)).isCloseTo(.8703325, within(1e-9));
    assertThat(full.autocorrelation(0, 5)).isCloseTo(.637165323646, within(1e-11));
    CategoricalModel cyclic = ChainKind.CYCLIC.model(4);
    assertThat(cyclic.frequencies()).containsExactly(new double[] {.25, .5, .25}, within(1e-12));
    assertThat(cyclic.bigrams()[0])
        .containsExactly(new double[] {.7835, .212, .0045}, within(1e-12));
    assertThat(cyclic.bigrams()[1]).containsExactly(new double[] {.106, .788, .106}, within(1e-12));
  }

  private Outcome run(String given) throws Exception {
    return new Bench(folder).run(new Hmm(), "{" + given + "}");
  }

  private void refused(String json, String message) throws Exception {
    String file = new Bench(folder).file("hmm.json", json);
    assertThatThrownBy(() -> run("'hmm':'%s'".formatted(file)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void modelsThatAreNoneAreRefusedByMatrixAndRow() throws Exception {
    refused(
        "{\"transition\":[[0.9,0.1],[0.5,0.4]],\"emission\":[[1,0],[0,1]]}",
        "hmm: transition row 2: must sum to 1: got 0.9");
    refused(
        "{\"transition\":[[0.9,0.1],[0.5,0.5]],\"emission\":[[1,0],[0.5,0.6]]}",
        "hmm: emission row 2 must sum to 1: got 1.1");
    refused(
        "{\"transition\":[[1.1,-0.1],[0.5,0.5]],\"emission\":[[1,0],[0,1]]}",
        "hmm: transition row 1, column 2: must be a probability: got -0.1");
    refused(
        "{\"transition\":[[1,0],[0,1]],\"emission\":[[1,0],[0,1]]}",
        "hmm: the chain must have one closed class of states: got [1], [0]");
    refused(
        "{\"transition\":[[1,0],[0.5,0.5]],\"emission\":[[1,0],[0,1]]}",
        "hmm must emit 2 symbols in the long run: got one");
    refused("rows", "hmm: must be JSON with the entries transition and emission");
    assertThatThrownBy(() -> run("'states':7"))
        .hasMessageContaining("states must be at most 5 for a linear chain");
  }

  @Test
  void statesThatAreLeftForGoodAreTold() throws Exception {
    String json =
        "{\"transition\":[[0.9,0.1,0],[0.2,0.8,0],[0.5,0,0.5]],"
            + "\"emission\":[[0.9,0.1],[0.1,0.9],[0.5,0.5]]}";
    Outcome outcome = run("'hmm':'%s'".formatted(new Bench(folder).file("hmm.json", json)));
    assertThat(outcome.report().blocks().toString()).contains("left for good");
  }

  /** A model written by one run is read by the next; sequences lead back to the model. */
  @Test
  void sequencesLeadBackToTheModel() throws Exception {
    Bench bench = new Bench(folder);
    run("'chain':'full','states':3,'count':60,'length':100");
    Path sequences = bench.newest("sequences.csv");
    Path written = bench.newest("hmm.json");
    assertThat(run("'hmm':'%s'".formatted(written)).report().metrics().get("stays_0"))
        .isCloseTo(.913555, within(1e-9));
    Outcome fitted = run("'sequences':'%s','states':3,'length':50".formatted(sequences));
    assertThat(fitted.report().metrics().get("stays_0")).isCloseTo(.913555, within(0.04));
    assertThat(fitted.report().metrics().get("held_out_log_likelihood"))
        .isGreaterThan(fitted.report().metrics().get("held_out_log_likelihood_markov"));
  }

  @Test
  void recordingsWithFaultsAreRefused() throws Exception {
    Bench bench = new Bench(folder);
    String gap = bench.file("gap.csv", "sequence,time,symbol\n1,1,a\n1,2,\n1,3,b\n");
    assertThatThrownBy(() -> run("'sequences':'%s','length':4".formatted(gap)))
        .hasMessage("sequences line 3: column symbol must have a value: got nothing");
    String one = bench.file("one.csv", "sequence,time,symbol\n" + "1,1,a\n".repeat(30));
    assertThatThrownBy(() -> run("'sequences':'%s','length':4".formatted(one)))
        .hasMessageContaining("sequences must have 2 to 20 different symbols: column symbol has 1");
    StringBuilder text = new StringBuilder("Zeit;Zustand\n");
    SplittableRandom random = new SplittableRandom(2);
    for (int t = 0; t < 200; t++) {
      text.append(t).append(';').append(random.nextBoolean() ? "auf" : "zu").append('\n');
    }
    String german = bench.file("german.csv", text.toString());
    assertThatThrownBy(() -> run("'sequences':'%s','length':150".formatted(german)))
        .hasMessage(
            "length must leave windows to train on and to hold out: got 150 with sequences of at"
                + " most 200 rows; try 60");
    assertThat(run("'sequences':'%s','length':20".formatted(german)).report().answer())
        .contains("output auf");
    String model = bench.file("h.json", "{}");
    assertThatThrownBy(() -> run("'sequences':'%s','hmm':'%s'".formatted(german, model)))
        .hasMessageContaining("hmm must be empty where sequences are given: got both");
  }

  @Test
  void theFilesAreThoseTold() throws Exception {
    run("");
    List<String> rows = Files.readAllLines(new Bench(folder).newest("sequences.csv"));
    assertThat(rows).hasSize(1 + 200 * 60);
    assertThat(rows.getFirst()).isEqualTo("sequence,time,symbol");
  }
}
