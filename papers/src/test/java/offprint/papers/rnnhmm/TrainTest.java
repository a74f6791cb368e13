package offprint.papers.rnnhmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.engine.Outcome;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  private static final String TINY = "'length':12,'batch':16,'steps':2,'hidden':8,'noise':4";

  @TempDir Path folder;

  private Outcome run(String given) throws Exception {
    return new Bench(folder).run(new Train(), "{" + given + "}");
  }

  /** A network that does not learn draws alone: it stays in a symbol with .5 and keeps its loss. */
  @Test
  void learnsToStayInItsSymbols() throws Exception {
    Outcome outcome = run("'length':40,'batch':64,'steps':250,'rollout':2");
    Map<String, Double> m = outcome.report().metrics();
    assertThat(m.get("staying_error")).isLessThan(0.19);
    assertThat(m.get("divergence")).isLessThan(0.5 * m.get("divergence_independent"));
  }

  @Test
  void ownSymbolsBecomeANetworkThatGeneratesAndIsTakenApart() throws Exception {
    Bench bench = new Bench(folder);
    StringBuilder text = new StringBuilder("animal;frame;syllable\n");
    SplittableRandom random = new SplittableRandom(4);
    for (int a = 0; a < 12; a++) {
      boolean walks = true;
      for (int t = 0; t < 60; t++) {
        walks = random.nextInt(8) == 0 ? !walks : walks;
        text.append("m").append(a).append(';').append(t).append(';');
        text.append(walks ? "walk" : "rest").append('\n');
      }
    }
    String own = bench.file("own.csv", text.toString());
    Outcome outcome = run("'sequences':'%s',%s".formatted(own, TINY));
    assertThat(outcome.report().blocks().toString())
        .contains("share of rest", "walk stays", "fitted HMM");
    Path model = bench.newest("model.safetensors");
    assertThat(Files.readAllLines(bench.newest("generated.csv")).get(1)).matches("1,1,(walk|rest)");
    Outcome generated =
        bench.run(new Generate(), "{'model':'%s','count':3,'length':20}".formatted(model));
    assertThat(generated.report().answer()).startsWith("3 sequences of 20 steps");
    Outcome analysed =
        bench.run(new Analyse(), "{'model':'%s','trials':2,'time':100}".formatted(model));
    assertThat(analysed.report().metrics()).containsKeys("quiet_norm", "spectral_radius_before");
  }

  @Test
  void ownNumbersKeepTheirUnits() throws Exception {
    Bench bench = new Bench(folder);
    StringBuilder text = new StringBuilder("t;Strom;Druck\n");
    SplittableRandom random = new SplittableRandom(4);
    for (int t = 0; t < 300; t++) {
      text.append(t)
          .append(
              ";%.3f;%.3f\n"
                  .formatted(100 + random.nextGaussian(), random.nextGaussian())
                  .replace('.', ','));
    }
    String own = bench.file("own.csv", text.toString());
    Outcome outcome = run("'sequences':'%s','columns':['Strom','Druck'],%s".formatted(own, TINY));
    assertThat(outcome.report().blocks().toString()).contains("sd of Strom", "median of Druck");
    List<String> rows = Files.readAllLines(bench.newest("generated.csv"));
    assertThat(rows.getFirst()).isEqualTo("sequence,time,Strom,Druck");
    assertThat(Double.parseDouble(rows.get(1).split(",")[2])).isBetween(80.0, 120.0);
    Path model = bench.newest("model.safetensors");
    assertThat(
            bench
                .run(new Analyse(), "{'model':'%s','trials':2,'time':100}".formatted(model))
                .report()
                .answer())
        .isNotBlank();
  }

  @Test
  void ownNoiseGivesStatesAndIsCheckedForItsColumns() throws Exception {
    Bench bench = new Bench(folder);
    String header = "x,".repeat(15) + "x";
    StringBuilder text = new StringBuilder();
    for (int j = 0; j < 16; j++) {
      text.append(j == 0 ? "" : ",").append("x").append(j);
    }
    text.append('\n').append((header.replace("x", "0.5") + "\n").repeat(5));
    String drive = bench.file("drive.csv", text.toString());
    bench.run(new Generate(), "{'drive':'%s','silence':[3]}".formatted(drive));
    List<String> hidden = Files.readAllLines(bench.newest("hidden.csv"));
    assertThat(hidden).hasSize(6);
    assertThat(hidden.get(1).split(",")[4]).isIn("0", "0.0");
    String few = bench.file("few.csv", "a,b\n1,2\n3,4\n");
    assertThatThrownBy(() -> bench.run(new Generate(), "{'drive':'%s'}".formatted(few)))
        .hasMessage("drive must have 16 columns and 2 rows or more: got 2 and 2");
    assertThatThrownBy(() -> bench.run(new Generate(), "{'silence':[64]}"))
        .hasMessage("silence must name neurons 0 to 63: got 64");
  }
}
