package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.engine.Verdict;
import offprint.method.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class ContributingTest {
  @TempDir Path folder;

  @Test
  void skeletonPaperIsShortAndRunsAlsoOnOwnData() throws Exception {
    Matcher block =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(Files.readString(Path.of("../CONTRIBUTING.md")));
    assertThat(block.find()).isTrue();
    assertThat(block.group(1).lines()).hasSizeLessThan(60);
    Path source = Files.writeString(folder.resolve("Encode.java"), block.group(1));
    Matcher paper =
        Pattern.compile("(?s)```markdown\n(.*?)```")
            .matcher(Files.readString(Path.of("../CONTRIBUTING.md")));
    assertThat(paper.find()).isTrue();
    Path home = Files.createDirectories(folder.resolve("offprint/papers/coin"));
    Files.writeString(home.resolve("paper.md"), paper.group(1));
    int errors =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(errors).isZero();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      Object method =
          loader.loadClass("offprint.papers.coin.Encode").getDeclaredConstructor().newInstance();
      Outcome outcome = run((Method<?>) method, "{}");
      assertThat(outcome.verdicts())
          .extracting(Verdict::outcome)
          .containsExactly(Verdict.Outcome.HOLDS);
      assertThat(outcome.report().answer())
          .contains("the adaptive code")
          .contains("less code length than the best baseline, a fixed-length code");
      Path own = Files.writeString(folder.resolve("own.csv"), "id;colour\n1;red\n2;red\n3;blue\n");
      Outcome ownOutcome =
          run((Method<?>) method, "{\"data\": \"%s\", \"column\": \"colour\"}".formatted(own));
      assertThat(ownOutcome.report().answer()).startsWith("Over 3 symbols ");
    }
  }

  private <P extends Record> Outcome run(Method<P> method, String given) throws Exception {
    P params =
        new ParameterSchema<>(method).read("quick", (ObjectNode) Json.MAPPER.readTree(given));
    Sources sources = new Sources(folder, false);
    return new Runner(sources, Listener.SILENT)
        .run(PaperMethod.of(method), params, 1, folder.resolve("out"));
  }
}
