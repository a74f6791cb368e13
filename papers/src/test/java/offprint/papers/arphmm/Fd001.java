package offprint.papers.arphmm;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * NASA's C-MAPSS FD001, which is not shipped: tests that need it are skipped unless {@code
 * -Dfd001=FOLDER} names the folder with train_FD001.txt.gz, test_FD001.txt.gz and RUL_FD001.txt.
 */
final class Fd001 {
  private final Path folder;

  private Fd001(Path folder) {
    this.folder = folder;
  }

  static Fd001 orSkip() {
    String folder = System.getProperty("fd001", "");
    assumeTrue(!folder.isEmpty(), "needs -Dfd001=FOLDER");
    return new Fd001(Path.of(folder));
  }

  Fleet train() throws IOException {
    return fleet("train_FD001.txt.gz");
  }

  Fleet test() throws IOException {
    return fleet("test_FD001.txt.gz");
  }

  private Fleet fleet(String file) throws IOException {
    return new FleetReader("unit", "cycle").parse(text(file));
  }

  String text(String file) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve(file));
        InputStream unpacked = new GZIPInputStream(in)) {
      return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  double[] truth() throws IOException {
    return Files.readString(folder.resolve("RUL_FD001.txt"))
        .lines()
        .map(String::strip)
        .filter(l -> !l.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
