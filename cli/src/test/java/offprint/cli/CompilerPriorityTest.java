package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerPriorityTest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final int NICE = 16; // of the fields after the name, from 0

  /** By the beginning of a thread's name. */
  private static List<Integer> nice(String name) throws IOException {
    List<Integer> found = new ArrayList<>();
    try (var threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.substring(stat.indexOf('(') + 1).startsWith(name)) {
          found.add(Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]));
        }
      }
    }
    return found;
  }

  @Test
  void onlyTheThoroughCompilerGivesWay() throws Exception {
    assumeTrue(Files.isDirectory(THREADS) && Files.exists(Path.of("/usr/bin/renice")));
    List<Integer> quick = nice("C1 Compiler");
    assertThat(nice("C2 Compiler")).isNotEmpty();
    CompilerPriority.lower();
    for (int i = 0; i < 1_000 && !nice("C2 Compiler").contains(10); i++) {
      Thread.sleep(20);
    }
    assertThat(nice("C2 Compiler")).contains(10);
    assertThat(nice("C1 Compiler")).isEqualTo(quick);
  }
}
