package offprint.papers.uncomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.method.Note;
import offprint.method.Report;
import offprint.papers.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodsTest {
  private static final String MOBY =
      "--model example:moby-char-32 --texts example:moby-dick-last-tenth --field ";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  private static String firstNote(Report report) {
    return report.blocks().stream()
        .filter(Note.class::isInstance)
        .map(b -> ((Note) b).text())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aProfileIsWrittenAndUsed() throws Exception {
    bench.run(new Profile(), "--count 10");
    Path profile = bench.newest("profile.json");
    HeadProfile read = HeadProfile.parse(Files.readString(profile));
    assertThat(read.erank()).hasDimensions(2, 4);
    assertThat(HeadProfile.parse(read.json()).erank()).isDeepEqualTo(read.erank());
    Report report = bench.run(new Generate(), "--profile %s".formatted(profile)).report();
    assertThat(firstNote(report)).isEqualTo("UNComp writes: v40 v9 v22");
    assertThat(report.metrics().get("bytes_after_prompt")).isEqualTo(2 * 4 * 16 * 2 * 16 * 4);
    assertThat(report.metrics().get("bytes_full")).isEqualTo(2 * 4 * 56 * 2 * 16 * 4);
    Map<String, Double> exam =
        bench.metrics(new Evaluate(), "--profile %s --count 5 --budgets 16".formatted(profile));
    assertThat(exam.get("accuracy_uncomp_16")).isGreaterThan(0.8);
    bench.refuses(
        new Evaluate(),
        "profile must be of this model, whose config has hash",
        "%s --test continuation --continuationTokens 8 --profile %s".formatted(MOBY, profile));
    Path bad = Files.writeString(folder.resolve("bad.json"), "[1, 2]");
    bench.refuses(
        new Generate(),
        "profile must be a JSON file that uncomp/profile wrote",
        "--profile %s".formatted(bad));
  }

  @Test
  void aTextModelIsProfiledEvaluatedAndContinued() throws Exception {
    Map<String, Double> profiled =
        bench.metrics(new Profile(), "%s --count 5 --signal key --elbow true".formatted(MOBY));
    assertThat(profiled.get("texts")).isEqualTo(5);
    Map<String, Double> m =
        bench.metrics(
            new Evaluate(),
            ("%s --test continuation --count 6 --continuationTokens 32 --promptTokens 96 --budgets"
                 + " 10,50 --percent true --groups 2")
                .formatted(MOBY));
    assertThat(m.get("nats_full")).isBetween(1.5, 3.5);
    assertThat(m.get("nats_uncomp_48")).isCloseTo(m.get("nats_full"), within(0.4));
    assertThat(m.get("bytes_uncomp_48")).isEqualTo(2 * 2 * 48 * 2 * 16 * 4);
    Report report =
        bench
            .run(
                new Generate(),
                "--model example:moby-char-32 --prompt Call me Ishmael. Some years"
                    + " ago --budget 12 --tokens 20 --strategy h2o")
            .report();
    assertThat(firstNote(report)).startsWith("H2O writes: ");
    assertThat(report.metrics().get("bytes")).isEqualTo(2 * 2 * 12 * 2 * 16 * 4);
  }

  @Test
  void textsBeyondTheModelsContextAreWarnedOf() throws Exception {
    String prompt = "a b ".repeat(1030).strip();
    Report report =
        bench.run(new Generate(), "--prompt %s --full false".formatted(prompt)).report();
    assertThat(report.blocks())
        .contains(
            Note.warning(
                "2062 tokens are more than the 2048 positions that the model was made for."));
  }

  @Test
  void aNeedleIsHidden() throws Exception {
    Report report =
        bench
            .run(
                new Evaluate(),
                ("%s --test needle --count 3 --promptTokens 100 --continuationTokens 8"
                        + " --budgets 24")
                    .formatted(MOBY))
            .report();
    assertThat(report.metrics().get("prompts")).isEqualTo(3);
    assertThat(report.metrics().get("accuracy_full")).isBetween(0.0, 1.0);
  }

  @Test
  void stagesAndCachesOfTheirOwn() throws Exception {
    Map<String, Double> m =
        bench.metrics(new Generate(), "--stages auto --gqa repeat --keepMin 0.5");
    assertThat(m.get("bytes_after_prompt")).isEqualTo(2 * 4 * 16 * 2 * 16 * 4);
    Report sparse =
        bench.run(new Generate(), "--stages auto --strategy full --keepMin 0.5").report();
    assertThat(sparse.metrics().get("bytes_after_prompt")).isEqualTo(4 * (54 + 27) * 2 * 16 * 4);
  }

  @Test
  void aSmallTrainingRunsAndWritesWhatTheOthersRead() throws Exception {
    bench.run(new Train(), "--width 16 --heads 4 --keyHeads 2 --steps 10");
    Path model = bench.newest("model.safetensors");
    Path questions = bench.newest("questions.csv");
    Map<String, Double> m =
        bench.metrics(
            new Evaluate(),
            "--model %s --texts %s --count 3 --budgets 20".formatted(model, questions));
    assertThat(m.get("bytes_uncomp_20")).isEqualTo(2 * 2 * 20 * 2 * 4 * 4);
    Map<String, Double> own =
        bench.metrics(
            new Evaluate(),
            "--model %s --texts %s --count 3 --budgets 20 --gqa repeat"
                .formatted(model, questions));
    assertThat(own.get("bytes_uncomp_20")).isEqualTo(2 * m.get("bytes_uncomp_20"));
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    bench.refuses(
        new Generate(),
        "budget must leave every group the window of 4 tokens and one more: 6 tokens a head in 2"
            + " groups give the last one 4",
        "--budget 6");
    bench.refuses(
        new Generate(), "window must be below the 3 tokens of the prompt", "--prompt a b c");
    bench.refuses(new Generate(), "groups must be at most 4", "--groups 5 --budget 40");
    bench.refuses(new Generate(), "k must be at most 16, the width of a head: got 17", "--k 17");
    bench.refuses(new Generate(), "kernel must be odd: got 4", "--kernel 4");
    bench.refuses(new Generate(), "prompt must not be empty", "--prompt  ");
    bench.refuses(
        new Generate(),
        "tokens must be at most 114 after a prompt of 15",
        "--model example:moby-char-32 --prompt Call me Ishmael --tokens 200");
    bench.refuses(new Generate(), "etth1 has no model.safetensors", "--model example:etth1");
    bench.refuses(new Evaluate(), "budgets must be at least 1: got 0", "--budgets 0");
    bench.refuses(
        new Evaluate(),
        "promptTokens and continuationTokens must be at most 128 together",
        "%s --test continuation --promptTokens 128".formatted(MOBY));
    bench.refuses(new Evaluate(), "no column 'nothing'", "--answer nothing");
    bench.refuses(new Profile(), "tokens must be at most 128", "%s --tokens 200".formatted(MOBY));
  }
}
