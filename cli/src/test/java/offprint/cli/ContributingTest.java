package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.engine.Verdict;
import offprint.method.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContributingTest {
  @TempDir Path folder;

  @Test
  void skeletonPaperCompilesAndRuns() throws Exception {
    Matcher block =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(Files.readString(Path.of("../CONTRIBUTING.md")));
    assertThat(block.find()).isTrue();
    Path source = Files.writeString(folder.resolve("Estimate.java"), block.group(1));
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
          loader.loadClass("offprint.papers.coin.Estimate").getDeclaredConstructor().newInstance();
      Outcome outcome = run((Method<?>) method);
      assertThat(outcome.verdicts())
          .extracting(Verdict::outcome)
          .containsExactly(Verdict.Outcome.HOLDS);
    }
  }

  private <P extends Record> Outcome run(Method<P> method) throws Exception {
    P params = method.presets().getFirst().params();
    Sources sources = new Sources(folder, true);
    return new Runner(sources, Listener.SILENT).run(method, params, 1, folder.resolve("out"));
  }
}
