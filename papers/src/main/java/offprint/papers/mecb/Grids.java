package offprint.papers.mecb;

import java.io.IOException;
import java.io.InputStream;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.table.Csv;
import offprint.method.Run;
import offprint.method.Source;

/** Reads grids. */
final class Grids {
  private Grids() {}

  static GridWorld read(Run run, Source source, double slip) throws IOException {
    if (source.isEmpty()) {
      throw new IllegalArgumentException("grid must name a text file: got nothing");
    }
    try (InputStream in = run.open(source)) {
      return GridWorld.parse(Csv.decode(in.readAllBytes()), slip);
    }
  }
}
