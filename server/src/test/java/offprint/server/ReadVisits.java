package offprint.server;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Reads what {@link Walk} or a reader wrote. */
public final class ReadVisits implements Method<ReadVisits.Params> {
  public record Params(
      @Param(help = "Files with one number a line") List<Source> files,
      @Param(help = "First file") Source first) {}

  @Override
  public Card card() {
    return new Card("read-visits", "Reads visits; gives their sum.");
  }

  @Override
  public Report run(Params params, Run run) throws Exception {
    double sum = 0;
    List<Source> all = new java.util.ArrayList<>(params.files());
    if (!params.first().isEmpty()) {
      all.add(params.first());
    }
    for (Source source : all) {
      try (var in = run.open(source)) {
        int row = 0;
        for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
          row++;
          try {
            sum += Double.parseDouble(line.strip());
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                "row %d must be a number: got %s".formatted(row, line), e);
          }
        }
      }
    }
    run.progress(1, "read");
    return new Report(
        "The sum of the visits is " + sum + ".",
        List.of(Note.text("The sum is " + sum)),
        Map.of("sum", sum));
  }
}
