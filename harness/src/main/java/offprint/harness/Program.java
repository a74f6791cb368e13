package offprint.harness;

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
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/**
 * A program of the reader's: reads numbers as CSV from standard input and writes one row of results
 * a row to standard output. Only where a path may be given, that is on the command line.
 */
public final class Program {
  private final String parameter;
  private final String command;

  private Program(String parameter, String command) {
    this.parameter = parameter;
    this.command = command;
  }

  /**
   * @param parameter that names it, for messages
   * @param source path of the program
   * @throws IllegalArgumentException if it is no path, or paths may not be given
   */
  public static Program of(String parameter, Source source, Run run) throws IOException {
    if (source.ref().matches("(example|run|upload):.*")) {
      throw new IllegalArgumentException(
          "%s must be a program on the machine of the command line: got %s"
              .formatted(parameter, source.ref()));
    }
    return new Program(parameter, run.local(source).toString());
  }

  /**
   * Runs the program once.
   *
   * @param names of the columns
   * @param rows [n][columns]
   * @throws IllegalArgumentException if the program fails or gives another number of rows
   */
  public TextTable run(List<String> names, double[][] rows, Part watcher) throws IOException {
    StringBuilder csv = new StringBuilder(String.join(",", names)).append('\n');
    for (double[] row : rows) {
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
        watcher.progress(.5, "the program runs");
      }
      if (process.exitValue() != 0) {
        throw new IllegalArgumentException(
            "%s must end with status 0: %s ended with %d"
                .formatted(parameter, command, process.exitValue()));
      }
      TextTable table = Csv.read(new ByteArrayInputStream(output.join()));
      if (table.rows() != rows.length) {
        throw new IllegalArgumentException(
            "%s must write a row for each it reads: got %d for %d"
                .formatted(parameter, table.rows(), rows.length));
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
