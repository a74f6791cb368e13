package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import offprint.server.paper.Papers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackUpTest {
  private static final String LINE =
      "{\"date\":\"2026-11-24\",\"rank\":1,\"id\":\"2611.00001\",\"title\":\"Quokkas\","
          + "\"summary\":\"Of quokkas.\",\"publishedAt\":\"2026-11-24T00:00:00.000Z\","
          + "\"upvotes\":3,\"authors\":[{\"name\":\"Ada Author\"}]}\n";

  @TempDir Path folder;

  private static String export(Path home) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (offprint.server.home.Home opened = offprint.server.home.Home.open(home)) {
      new Papers(opened).exportLines(out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int run(String... args) {
    return Main.run(args);
  }

  @Test
  void whatIsBackedUpIsRestoredElsewhereAndNowhereElse() throws Exception {
    Path home = folder.resolve("home");
    try (offprint.server.home.Home opened = offprint.server.home.Home.open(home)) {
      new Papers(opened)
          .importLines(new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)));
    }
    String file = folder.resolve("backup.zip").toString();
    assertThat(run("backup", file, "--home", home.toString())).isZero();
    Path to = folder.resolve("to");
    assertThat(run("restore", file, "--home", to.toString())).isZero();
    assertThat(export(to)).isEqualTo(export(home)).contains("Quokkas");

    assertThat(run("restore", file, "--home", to.toString())).isEqualTo(Main.WRONG_INPUT);
    assertThat(run("restore", file + "x", "--home", folder.resolve("n").toString()))
        .isEqualTo(Main.WRONG_INPUT);
    byte[] bytes = Files.readAllBytes(Path.of(file));
    Path half = Files.write(folder.resolve("half"), java.util.Arrays.copyOf(bytes, 900));
    assertThat(run("restore", half.toString(), "--home", folder.resolve("n").toString()))
        .isEqualTo(Main.WRONG_INPUT);
    assertThat(run("backup", file, "--home", folder.resolve("n").toString()))
        .isEqualTo(Main.WRONG_INPUT);
    assertThat(folder.resolve("n")).doesNotExist();
  }
}
