package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Table;
import org.jspecify.annotations.Nullable;

/** What a reader sees of a continuation. */
record WritingBlocks(Tokenizer tokenizer, int[] prompt, String method, ModelConfig config) {
  /** Columns of the map of kept tokens, at most. */
  private static final int COLUMNS = 160;

  /** Prompts up to this length are listed token by token. */
  private static final int LISTED = 400;

  List<Report.Block> of(Writing own, @Nullable Writing full, boolean timing) {
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(Note.text(method + " writes: " + tokenizer.decode(own.ids())));
    if (full != null) {
      blocks.add(Note.text("The full cache writes: " + tokenizer.decode(full.ids())));
    }
    blocks.add(comparison(own, full, timing));
    blocks.add(map(own));
    if (prompt.length <= LISTED) {
      blocks.add(tokens(own));
    }
    return blocks;
  }

  private Table comparison(Writing own, @Nullable Writing full, boolean timing) {
    List<String> columns =
        new ArrayList<>(List.of("", "bytes after the prompt", "bytes at the end", "same tokens"));
    if (timing) {
      columns.addAll(List.of("prompt ms", "ms/token"));
    }
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row(method, own, full, timing));
    if (full != null) {
      rows.add(row("full cache", full, full, timing));
    }
    return new Table("Keys and values held, in float32", columns, rows);
  }

  private static List<Object> row(
      String name, Writing writing, @Nullable Writing full, boolean timing) {
    List<Object> row =
        new ArrayList<>(
            List.of(
                name,
                writing.promptBytes(),
                writing.bytes(),
                full == null
                    ? Double.NaN
                    : (Object) "%d of %d".formatted(writing.agreement(full), full.ids().length)));
    if (timing) {
      row.add(1000 * writing.prefill());
      row.add(1000 * writing.decode() / Math.max(1, writing.ids().length - 1));
    }
    return row;
  }

  /** Share of each stretch of the prompt that each head keeps. */
  private Chart map(Writing own) {
    int columns = Math.min(COLUMNS, prompt.length);
    int heads = own.kept()[0].length;
    int rows = own.kept().length * heads;
    double[] x = new double[rows * columns];
    double[] y = new double[x.length];
    double[] z = new double[x.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int from = c * prompt.length / columns;
        int to = (c + 1) * prompt.length / columns;
        x[r * columns + c] = from;
        y[r * columns + c] = r;
        z[r * columns + c] =
            Arrays.stream(own.kept()[r / heads][r % heads]).filter(p -> p >= from && p < to).count()
                / (double) (to - from);
      }
    }
    return new Chart(
        "Tokens of the prompt that each head keeps",
        Chart.Axis.linear("position"),
        Chart.Axis.linear("layer x %d + head".formatted(heads)),
        List.of(Chart.Series.cells("share kept", x, y, z)),
        "A row is a head; heads of high entropy keep more.");
  }

  private Table tokens(Writing own) {
    int[] count = new int[prompt.length];
    int all = 0;
    for (int[][] layer : own.kept()) {
      for (int[] head : layer) {
        all++;
        for (int position : head) {
          count[position]++;
        }
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int t = 0; t < prompt.length; t++) {
      String text = tokenizer.decode(new int[] {prompt[t]});
      rows.add(List.of(t, text, count[t], bar(count[t], all)));
    }
    return new Table(
        "The prompt, and how many of the %d heads keep each token".formatted(all),
        List.of("position", "token", "heads", ""),
        rows);
  }

  /** At most 16 marks. */
  private static String bar(int count, int all) {
    int marks = Math.min(16, all);
    int filled = (int) Math.round((double) count * marks / all);
    return "●".repeat(filled) + "○".repeat(marks - filled);
  }
}
