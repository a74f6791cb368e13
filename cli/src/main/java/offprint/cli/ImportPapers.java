package offprint.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import offprint.server.ingest.DailyAnswer;
import offprint.server.paper.ImportResult;
import offprint.server.paper.Papers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offprint import}. */
@Command(
    name = "import",
    description =
        "Read papers from JSON lines, or from saved answers of the Daily Papers API, into the data"
            + " folder; known papers are updated.",
    mixinStandardHelpOptions = true)
final class ImportPapers implements Callable<Integer> {
  private static final int LONGEST_MARGIN = 1 << 10;
  private static final int LONGEST_ENTRY = 1 << 20;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files of JSON lines or of one JSON array, compressed with gzip or not; - for standard"
              + " input")
  private List<String> files = List.of();

  @CommandLine.Mixin private Home home = new Home();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    boolean faults = false;
    try (offprint.server.home.Home folder =
        offprint.server.home.Home.open(home.path(), home.database())) {
      Papers papers = new Papers(folder);
      for (String file : files) {
        ImportResult importResult;
        try (InputStream in = open(file)) {
          importResult = papers.importLines(in);
        }
        out.printf(
            "%s: %d lines, %d new papers, %d lines refused%n",
            file, importResult.lines(), importResult.added(), importResult.faultyLines());
        importResult.faults().forEach(fault -> err.printf("%s, %s%n", file, fault));
        faults |= importResult.faultyLines() > 0;
      }
    }
    return faults ? Main.WRONG_INPUT : 0;
  }

  private static InputStream open(String file) throws IOException {
    if (Files.isDirectory(Path.of(file))) {
      throw new IllegalArgumentException("expected a file: got the folder '%s'".formatted(file));
    }
    InputStream in = buffered(file.equals("-") ? System.in : Files.newInputStream(Path.of(file)));
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    InputStream text = zipped ? buffered(new GZIPInputStream(in)) : in;
    skipByteOrderMark(text);
    if (first(text) == '[') {
      return DailyAnswer.lines(text);
    }
    return DailyAnswer.isEntry(firstLine(text)) ? DailyAnswer.ofLines(text) : text;
  }

  private static InputStream buffered(InputStream in) {
    return new BufferedInputStream(in, 1 << 16);
  }

  /** Skips the byte-order mark that some programs write before UTF-8. */
  private static void skipByteOrderMark(InputStream in) throws IOException {
    in.mark(BYTE_ORDER_MARK.length);
    if (!Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      in.reset();
    }
  }

  /** Peeks at the first line that is not empty, or its beginning if it is very long. */
  private static byte[] firstLine(InputStream in) throws IOException {
    in.mark(LONGEST_ENTRY);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = in.read();
    for (int i = 1; i < LONGEST_ENTRY && next >= 0; i++) {
      if (next == '\n' && line.size() > 1) {
        break;
      }
      line.write(next);
      next = in.read();
    }
    in.reset();
    return line.toByteArray();
  }

  /** Peeks at the first byte that is no white space; -1 if there is none. */
  private static int first(InputStream in) throws IOException {
    in.mark(LONGEST_MARGIN);
    int first = in.read();
    for (int i = 1; i < LONGEST_MARGIN && first >= 0 && Character.isWhitespace(first); i++) {
      first = in.read();
    }
    in.reset();
    return first;
  }
}
