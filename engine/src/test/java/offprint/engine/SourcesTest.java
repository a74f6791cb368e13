package offprint.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.method.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir Path home;

  @Test
  void examplesAreCopiedOutOfTheDistribution() throws IOException {
    Path old = Files.createDirectories(home.resolve("cache/examples/0123456789ab/etth1"));
    Files.writeString(old.resolve("ETTh1.csv"), "of another version");
    Path file = sources(true).path(Source.example("etth1"));
    assertThat(file).hasFileName("ETTh1.csv").exists();
    assertThat(Digests.sha256(file))
        .isEqualTo("f18de3ad269cef59bb07b5438d79bb3042d3be49bdeecf01c1cd6d29695ee066");
    try (InputStream in = sources(true).open(Source.example("etth1"))) {
      assertThat(in.readNBytes(4)).asString().isEqualTo("date");
    }
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> sources(false).path(Source.example("ett")))
        .hasMessageContaining("there is no example 'ett': there are")
        .hasMessageContaining("etth1");
    assertThatThrownBy(() -> sources(false).path(new Source("no/such.csv")))
        .hasMessage("there is no file 'no/such.csv'");
    assertThatThrownBy(() -> sources(false).path(new Source("run:7/model.bin")))
        .hasMessageContaining("run:7/model.bin");
  }

  @Test
  void filesOfAFolderThatShouldBeAFileAreNamed() throws IOException {
    Path folder = Files.createDirectories(home.resolve("votes"));
    Files.writeString(folder.resolve("b.csv"), "x");
    Files.writeString(folder.resolve("a.csv"), "x");
    Files.writeString(folder.resolve("README.md"), "about");
    assertThatThrownBy(() -> sources(false).open(new Source(folder.toString())))
        .hasMessage(
            "expected a file: got the folder '%s'; give one of its files: a.csv, b.csv"
                .formatted(folder));
  }

  @Test
  void runsAndUploadsAreFoundInTheHomeFolder() throws IOException {
    Files.createDirectories(home.resolve("runs/42"));
    Files.writeString(home.resolve("runs/42/model.bin"), "m");
    Files.createDirectories(home.resolve("uploads/7f3a"));
    Files.writeString(home.resolve("uploads/7f3a/my data.csv"), "d");
    assertThat(sources(true).path(new Source("run:42/model.bin"))).hasContent("m");
    assertThat(sources(true).path(new Source("upload:7f3a"))).hasContent("d");
  }

  @Test
  void strangersReachNothingElse() throws IOException {
    Path secret = Files.writeString(home.resolve("secret.txt"), "s");
    for (String ref :
        new String[] {
          secret.toString(),
          "run:../secret.txt",
          "run:42/../../secret.txt",
          "upload:../",
          "example:../../x",
          "-"
        }) {
      assertThatThrownBy(() -> sources(true).open(new Source(ref)).close())
          .as(ref)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private Sources sources(boolean confined) {
    return new Sources(home, confined);
  }
}
