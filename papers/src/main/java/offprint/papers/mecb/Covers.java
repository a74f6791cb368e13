package offprint.papers.mecb;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.kernels.text.CharacterModel;
import offprint.method.Run;
import offprint.method.Source;

/** The settings of {@link Send} and {@link Receive} that decide the cover. */
record Covers(
    Kind kind,
    Source model,
    Source grid,
    double rate,
    Compressor method,
    int order,
    int blockBits,
    double beta,
    double gamma,
    double slip) {

  /** What a message hides in. */
  enum Kind {
    TEXT,
    GRID
  }

  private byte[] data(Run run) throws IOException {
    Source source = kind == Kind.TEXT ? model : grid;
    if (source.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must name a text file: got nothing".formatted(kind == Kind.TEXT ? "model" : "grid"));
    }
    try (InputStream in = run.open(source)) {
      return in.readAllBytes();
    }
  }

  /** What the carrier's first line says of these settings. */
  Map<String, String> header(Run run) throws IOException {
    Map<String, String> header = new LinkedHashMap<>();
    header.put("cover", Comparison.label(kind));
    header.put(
        kind == Kind.TEXT ? "model" : "grid",
        HexFormat.of().formatHex(Payload.sha256().digest(data(run)), 0, 8));
    header.put("rate", Double.toString(rate));
    header.put("method", Comparison.label(method));
    header.put("blockBits", Integer.toString(blockBits));
    if (kind == Kind.TEXT) {
      header.put("order", Integer.toString(order));
    } else {
      header.put("beta", Double.toString(beta));
      header.put("gamma", Double.toString(gamma));
      header.put("slip", Double.toString(slip));
    }
    return header;
  }

  CharacterModel characters(Run run) throws IOException {
    run.progress(0.02, "counting characters");
    return CharacterModel.of(CharacterModel.fold(Csv.decode(data(run))), order);
  }

  GridWorld world(Run run) throws IOException {
    return GridWorld.parse(Csv.decode(data(run)), slip);
  }

  GridCover walk(Run run, GridWorld world, IntBinaryOperator environment) {
    SoftValueIteration control =
        SoftValueIteration.solve(
            world.mdp(), beta, gamma, sweep -> run.progress(0.02, "policy, sweep " + sweep));
    return new GridCover(world, control, environment);
  }

  Link link(Cover cover) {
    return new Link(cover, method, rate, blockBits);
  }

  /** Steps as lines {@code episode,row,column,action}, rows and columns from 1. */
  static String lines(List<GridCover.Step> steps, GridWorld world) {
    return steps.stream()
        .map(
            s ->
                "%d,%d,%d,%s"
                    .formatted(
                        s.episode(),
                        s.state() / world.width() + 1,
                        s.state() % world.width() + 1,
                        GridWorld.ACTIONS.get(s.action())))
        .collect(Collectors.joining("\n", "episode,row,column,action\n", ""));
  }

  /** States and actions of such lines: two arrays, equally long. */
  static int[][] steps(String lines, GridWorld world) throws IOException {
    TextTable table = Csv.read(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    int row = table.column("row");
    int column = table.column("column");
    int action = table.column("action");
    double[] rows = table.numbers(row);
    double[] columns = table.numbers(column);
    int[][] steps = new int[2][table.rows()];
    for (int i = 0; i < table.rows(); i++) {
      int r = inside(table, i, row, rows[i], world.cells().size());
      int c = inside(table, i, column, columns[i], world.width());
      steps[0][i] = r * world.width() + c;
      steps[1][i] = GridWorld.ACTIONS.indexOf(table.cell(i, action));
      if (steps[1][i] < 0) {
        throw table.wrong(i, action, "one of " + String.join(", ", GridWorld.ACTIONS));
      }
    }
    return steps;
  }

  private static int inside(TextTable table, int row, int column, double value, int most) {
    if (!(value >= 1 && value <= most && value == Math.rint(value))) {
      throw table.wrong(row, column, "a whole number in 1.." + most);
    }
    return (int) value - 1;
  }
}
