package offprint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompilerPriorityTest {
  private static final Path THREADS = Path.of("/proc/self/task");
  private static final int NICE = 16; // of the fields after the name, from 0

  /** What {@link #main} says of its own process. */
  @Test
  void onlyTheThoroughCompilerGivesWay() throws Exception {
    assumeTrue(Files.isDirectory(THREADS) && Files.exists(Path.of("/usr/bin/renice")));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:CICompilerCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                CompilerPriorityTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<Integer> nice = said.lines().map(Integer::valueOf).toList();
    assertThat(nice.get(2)).as(said).isGreaterThan(nice.get(0));
    assertThat(nice.get(3)).as(said).isEqualTo(nice.get(1));
  }

  /** Prints how nice the thorough and the quick compiler are, before and after. */
  public static void main(String... args) throws Exception {
    int before = nice("C2 Compiler");
    System.out.println(before);
    System.out.println(nice("C1 Compiler"));
    CompilerPriority.lower();
    for (int i = 0; i < 1_000 && nice("C2 Compiler") == before; i++) {
      Thread.sleep(20);
    }
    System.out.println(nice("C2 Compiler"));
    System.out.println(nice("C1 Compiler"));
  }

  /** Of the thread whose name begins so; there is one of each here. */
  private static int nice(String name) throws IOException {
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        String stat = Files.readString(thread.resolve("stat"));
        if (stat.substring(stat.indexOf('(') + 1).startsWith(name)) {
          return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[NICE]);
        }
      }
    }
    throw new IllegalStateException("no thread is called " + name);
  }
}
