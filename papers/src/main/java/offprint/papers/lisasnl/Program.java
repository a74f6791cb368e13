package offprint.papers.lisasnl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import offprint.harness.Part;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;

/**
 * A reader's simulator: a program that reads parameters as CSV from standard input and writes one
 * row of summaries a row to standard output.
 *
 * @param command path of the program
 */
record Program(String command) {

  /**
   * Simulates.
   *
   * @param names of the parameters
   * @param theta [n][d]
   * @throws IllegalArgumentException if the program fails or gives another number of rows
   */
  TextTable run(List<String> names, double[][] theta, Part watcher) throws IOException {
    StringBuilder csv = new StringBuilder(String.join(",", names)).append('\n');
    for (double[] row : theta) {
      for (int i = 0; i < row.length; i++) {
        csv.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.17g", row[i]));
      }
      csv.append('\n');
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(csv.toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) { // a program that does not read all; its exit status tells
      }
      while (!process.waitFor(200, TimeUnit.MILLISECONDS)) {
        watcher.progress(.5, "the program is simulating");
      }
      if (process.exitValue() != 0) {
        throw new IllegalArgumentException(
            "command must end with status 0: %s ended with %d"
                .formatted(command, process.exitValue()));
      }
      TextTable table = Csv.read(new ByteArrayInputStream(output.join()));
      if (table.rows() != theta.length) {
        throw new IllegalArgumentException(
            "command must write a row for each it reads: got %d for %d"
                .formatted(table.rows(), theta.length));
      }
      return table;
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] read(InputStream in) {
    try (in) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0]; // the process was stopped
    }
  }
}
