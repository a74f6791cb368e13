package offprint.papers.matrixnuclearnorm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.method.Table;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodsTest {
  private static final String SMALL =
      "'width':16,'layers':1,'heads':2,'window':32,'batch':8,'steps':40,'rate':0.01";

  @TempDir Path folder;
  private Bench bench;
  private String text;

  @BeforeEach
  void text() throws Exception {
    bench = new Bench(folder);
    text = bench.file("sea.txt", "the whale and the sea, the sea and the whale. ".repeat(60));
  }

  @Test
  void aTrainedModelIsLearntScoredAndCompared() throws Exception {
    Map<String, Double> trained =
        bench.run(new Train(), "{'text':'%s',%s}".formatted(text, SMALL)).report().metrics();
    assertThat(trained.get("first_loss")).isCloseTo(Math.log(13), within(0.1));
    assertThat(trained.get("test_loss")).isLessThan(1.5);
    Path model = bench.newest("model.safetensors");
    Path early = bench.newest("step-24.safetensors");
    Outcome score =
        bench.run(
            new Score(),
            "{'model':'%s','texts':'%s','maxTokens':32,'count':8}".formatted(model, text));
    Map<String, Double> m = score.report().metrics();
    assertThat(m.get("texts")).isEqualTo(8);
    assertThat(m.get("isotropic")).isCloseTo(Math.sqrt(16.0 / 32), within(1e-12));
    assertThat(m.get("nuclear")).isLessThan(m.get("mnn_over_n"));
    assertThat(m.get("loss")).isLessThan(1.5);
    Outcome byDefault =
        bench.run(new Score(), "{'model':'%s','texts':'%s','count':3}".formatted(model, text));
    assertThat(byDefault.report().metrics().get("tokens")).isEqualTo(3 * 32.0);
    Outcome compared =
        bench.run(
            new Compare(),
            "{'models':['%s','%s'],'texts':'%s','maxTokens':32,'count':8,'layers':true}"
                .formatted(early, model.getParent(), text));
    Table table = (Table) compared.report().blocks().get(1);
    assertThat(table.rows()).hasSize(6);
    assertThat(compared.report().metrics().get("mnn_over_n_6"))
        .isCloseTo(m.get("mnn_over_n"), within(1e-12));
    assertThat(compared.report().metrics().get("loss_3"))
        .isGreaterThan(compared.report().metrics().get("loss_6"));
  }

  @Test
  void aTrainingGoesOnWhereItStopped() throws Exception {
    String settings = "'text':'%s',%s,'snapshots':0".formatted(text, SMALL);
    Map<String, Double> whole =
        bench.run(new Train(), "{%s}".formatted(settings)).report().metrics();
    bench.run(new Train(), "{%s,'until':16}".formatted(settings));
    Path saved = bench.newest("training.safetensors");
    Map<String, Double> resumed =
        bench.run(new Train(), "{%s,'resume':'%s'}".formatted(settings, saved)).report().metrics();
    assertThat(resumed.get("step")).isEqualTo(40);
    assertThat(resumed.get("test_loss")).isEqualTo(whole.get("test_loss"));
    assertThatThrownBy(
            () ->
                bench.run(
                    new Train(),
                    "{%s,'steps':50,'resume':'%s'}"
                        .formatted(settings.replace("'steps':40,", ""), saved)))
        .hasMessageStartingWith("the saved training must have the plan Plan[steps=50");
  }

  @Test
  void bytePairsAreLearntFromTheText() throws Exception {
    Map<String, Double> trained =
        bench
            .run(
                new Train(),
                "{'text':'%s',%s,'tokens':'bytePairs','vocabulary':270}".formatted(text, SMALL))
            .report()
            .metrics();
    assertThat(trained.get("first_loss")).isCloseTo(Math.log(270), within(0.1));
    assertThat(trained.get("test_loss")).isLessThan(3);
    assertThat(Files.readString(bench.newest("tokenizer.json"))).contains("<|endoftext|>");
  }

  @Test
  void theOrderOfTokensMovesTheLossFarAndMnnHardly() throws Exception {
    String given = "{'count':5,'order':'%s'}";
    Map<String, Double> original =
        bench.run(new Score(), given.formatted("original")).report().metrics();
    Map<String, Double> shuffled =
        bench.run(new Score(), given.formatted("shuffled")).report().metrics();
    assertThat(shuffled.get("loss")).isGreaterThan(original.get("loss") + 1);
    assertThat(shuffled.get("mnn_over_n") / original.get("mnn_over_n")).isCloseTo(1, within(0.02));
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    String one = bench.file("one.txt", "a");
    assertThatThrownBy(() -> bench.run(new Score(), "{'texts':'%s'}".formatted(one)))
        .hasMessage("one.txt has 1 token, needs at least 2");
    assertThatThrownBy(() -> bench.run(new Score(), "{'maxTokens':129}"))
        .hasMessage("maxTokens must be at most 128, the model's context: got 129");
    assertThatThrownBy(() -> bench.run(new Score(), "{'layer':3}"))
        .hasMessage("layer must be at most 2, the model's layers: got 3");
    assertThatThrownBy(() -> bench.run(new Score(), "{'summed':33}"))
        .hasMessage("summed must be at most 32, the model's width: got 33");
    String csv = bench.file("t.csv", "a,b\nx,y\n");
    assertThatThrownBy(() -> bench.run(new Matrix(), "{'data':'%s'}".formatted(csv)))
        .hasMessage("data must have at least 1 column of numbers: got a, b");
    String row = bench.file("r.csv", "a,b\n1,2\n");
    assertThatThrownBy(() -> bench.run(new Matrix(), "{'data':'%s'}".formatted(row)))
        .hasMessage("data has 1 rows, needs at least 2");
    assertThatThrownBy(() -> bench.run(new Train(), "{'heads':3}"))
        .hasMessageContaining("heads must divide the width 32: got 3");
  }

  @Test
  void aTableOfAGermanOfficeIsMeasuredAsThePlainOne() throws Exception {
    String plain = bench.file("plain.csv", "x,y,z\n1.5,2,0\n-0.25,4,1\n3,0.5,2\n1,1,7\n");
    String german =
        bench.file(
            "german.csv",
            "Tag;x;y;z\n03.02.2024;1,5;2,0;0\n14.02.2024;-0,25;4,0;1\n"
                + "15.02.2024;3,0;0,5;2\n28.02.2024;1,0;1,0;7\n");
    Outcome told = bench.run(new Matrix(), "{'data':'%s'}".formatted(german));
    assertThat(told.report().metrics())
        .isEqualTo(bench.run(new Matrix(), "{'data':'%s'}".formatted(plain)).report().metrics());
    assertThat(told.report().blocks().toString())
        .contains("decimal comma", "Left out, no numbers: Tag.");
  }

  @Test
  void reproduceReportsEveryClaimOfItsPreset() throws Exception {
    Outcome outcome =
        bench.run(new Reproduce(), "{'models':3,'steps':10,'windows':4,'largest':512}");
    Map<String, Double> m = outcome.report().metrics();
    PaperMethod.of(new Reproduce())
        .claims()
        .forEach(claim -> assertThat(m).containsKey(claim.metric()));
    assertThat(m.get("spearman_isotropic")).isGreaterThan(0.9);
    assertThat(m.get("speed_ratio")).isGreaterThan(1);
  }
}
