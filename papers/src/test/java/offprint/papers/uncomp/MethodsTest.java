package offprint.papers.uncomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodsTest {
  private static final String MOBY =
      "'model':'example:moby-char-32','texts':'example:moby-dick-last-tenth','field':''";

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void bench() {
    bench = new Bench(folder);
  }

  private Path newest(String name) throws Exception {
    try (var files = Files.walk(folder)) {
      return files
          .filter(f -> f.getFileName().toString().equals(name))
          .max((a, b) -> Long.compare(a.toFile().lastModified(), b.toFile().lastModified()))
          .orElseThrow();
    }
  }

  private static HeadProfile read(String json) throws Exception {
    return HeadProfile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
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
    bench.run(new Profile(), "{'count':10}");
    Path profile = newest("profile.json");
    HeadProfile read = read(Files.readString(profile));
    assertThat(read.erank()).hasDimensions(2, 4);
    assertThat(read(read.json()).erank()).isDeepEqualTo(read.erank());
    Report report = bench.run(new Generate(), "{'profile':'%s'}".formatted(profile)).report();
    assertThat(firstNote(report)).isEqualTo("UNComp writes: v40 v9 v22");
    assertThat(report.metrics().get("bytes_after_prompt")).isEqualTo(2 * 4 * 16 * 2 * 16 * 4);
    assertThat(report.metrics().get("bytes_full")).isEqualTo(2 * 4 * 56 * 2 * 16 * 4);
    Map<String, Double> exam =
        bench
            .run(new Evaluate(), "{'profile':'%s','count':5,'budgets':[16]}".formatted(profile))
            .report()
            .metrics();
    assertThat(exam.get("accuracy_uncomp_16")).isGreaterThan(0.8);
    assertThatThrownBy(
            () ->
                bench.run(
                    new Evaluate(),
                    "{%s,'test':'continuation','continuationTokens':8,'profile':'%s'}"
                        .formatted(MOBY, profile)))
        .hasMessageStartingWith("profile must be of this model, whose config has hash");
    Path bad = Files.writeString(folder.resolve("bad.json"), "[1, 2]");
    assertThatThrownBy(() -> bench.run(new Generate(), "{'profile':'%s'}".formatted(bad)))
        .hasMessageStartingWith("profile must be a JSON file that uncomp/profile wrote");
  }

  @Test
  void aTextModelIsProfiledEvaluatedAndContinued() throws Exception {
    Map<String, Double> profiled =
        bench
            .run(new Profile(), "{%s,'count':5,'signal':'key','elbow':true}".formatted(MOBY))
            .report()
            .metrics();
    assertThat(profiled.get("texts")).isEqualTo(5);
    Map<String, Double> m =
        bench
            .run(
                new Evaluate(),
                "{%s,'test':'continuation','count':6,'continuationTokens':32,'promptTokens':96,'budgets':[10,50],'percent':true,'groups':2}"
                    .formatted(MOBY))
            .report()
            .metrics();
    assertThat(m.get("nats_full")).isBetween(1.5, 3.5);
    assertThat(m.get("nats_uncomp_48")).isCloseTo(m.get("nats_full"), within(0.4));
    assertThat(m.get("bytes_uncomp_48")).isEqualTo(2 * 2 * 48 * 2 * 16 * 4);
    Report report =
        bench
            .run(
                new Generate(),
                "{'model':'example:moby-char-32','prompt':'Call me Ishmael. Some years"
                    + " ago','budget':12,'tokens':20,'strategy':'h2o'}")
            .report();
    assertThat(firstNote(report)).startsWith("H2O writes: ");
    assertThat(report.metrics().get("bytes")).isEqualTo(2 * 2 * 12 * 2 * 16 * 4);
  }

  @Test
  void textsBeyondTheModelsContextAreWarnedOf() throws Exception {
    String prompt = "a b ".repeat(1030).strip();
    Report report =
        bench.run(new Generate(), "{'prompt':'%s','full':false}".formatted(prompt)).report();
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
                "{%s,'test':'needle','count':3,'promptTokens':100,'continuationTokens':8,'budgets':[24]}"
                    .formatted(MOBY))
            .report();
    assertThat(report.metrics().get("prompts")).isEqualTo(3);
    assertThat(report.metrics().get("accuracy_full")).isBetween(0.0, 1.0);
  }

  @Test
  void stagesAndCachesOfTheirOwn() throws Exception {
    Map<String, Double> m =
        bench
            .run(new Generate(), "{'stages':'auto','gqa':'repeat','keepMin':0.5}")
            .report()
            .metrics();
    assertThat(m.get("bytes_after_prompt")).isEqualTo(2 * 4 * 16 * 2 * 16 * 4);
    Report sparse =
        bench.run(new Generate(), "{'stages':'auto','strategy':'full','keepMin':0.5}").report();
    assertThat(sparse.metrics().get("bytes_after_prompt")).isEqualTo(4 * (54 + 27) * 2 * 16 * 4);
  }

  @Test
  void aSmallTrainingRunsAndWritesWhatTheOthersRead() throws Exception {
    bench.run(new Train(), "{'width':16,'heads':4,'keyHeads':2,'steps':10}");
    Path model = newest("model.safetensors");
    Path questions = newest("questions.csv");
    Map<String, Double> m =
        bench
            .run(
                new Evaluate(),
                "{'model':'%s','texts':'%s','count':3,'budgets':[20]}".formatted(model, questions))
            .report()
            .metrics();
    assertThat(m.get("bytes_uncomp_20")).isEqualTo(2 * 2 * 20 * 2 * 4 * 4);
    Map<String, Double> own =
        bench
            .run(
                new Evaluate(),
                "{'model':'%s','texts':'%s','count':3,'budgets':[20],'gqa':'repeat'}"
                    .formatted(model, questions))
            .report()
            .metrics();
    assertThat(own.get("bytes_uncomp_20")).isEqualTo(2 * m.get("bytes_uncomp_20"));
  }

  private void refused(Method<?> method, String given, String message) {
    assertThatThrownBy(() -> bench.run(method, given)).hasMessageContaining(message);
  }

  @Test
  void wrongInputIsNamed() throws Exception {
    refused(
        new Generate(),
        "{'budget':6}",
        "budget must leave every group the window of 4 tokens and one more: 6 tokens a head in 2"
            + " groups give the last one 4");
    refused(
        new Generate(), "{'prompt':'a b c'}", "window must be below the 3 tokens of the prompt");
    refused(new Generate(), "{'groups':5,'budget':40}", "groups must be at most 4");
    refused(new Generate(), "{'k':17}", "k must be at most 16, the width of a head: got 17");
    refused(new Generate(), "{'kernel':4}", "kernel must be odd: got 4");
    refused(new Generate(), "{'prompt':' '}", "prompt must not be empty");
    refused(
        new Generate(),
        "{'model':'example:moby-char-32','prompt':'Call me Ishmael','tokens':200}",
        "tokens must be at most 114 after a prompt of 15");
    refused(new Generate(), "{'model':'example:etth1'}", "etth1 has no model.safetensors");
    refused(new Evaluate(), "{'budgets':[0]}", "budgets must be at least 1: got 0");
    refused(
        new Evaluate(),
        "{%s,'test':'continuation','promptTokens':128}".formatted(MOBY),
        "promptTokens and continuationTokens must be at most 128 together");
    refused(new Evaluate(), "{'answer':'nothing'}", "no column 'nothing'");
    refused(
        new HeadVotes(),
        "{'votes':'%s'}".formatted(Bench.example("uncomp-head-votes").getParent()),
        "votes.csv.gz");
    refused(new Profile(), "{%s,'tokens':200}".formatted(MOBY), "tokens must be at most 128");
  }
}
