package offprint.papers.mcmcbridge;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.Wording;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Judges draws that another program made. */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Diagnose implements Method<Diagnose.Params> {
  /** Parameters. */
  public record Params(
      @Param(
              label = "Draws",
              help = "Table of draws in order: a column of chains and columns of numbers",
              value = "example:modes-draws",
              accepts = Kind.TABLE)
          Source draws,
      @Param(
              label = "Chain",
              help = "Column that tells chains apart; empty: chain, or one chain",
              columnOf = "draws")
          String chain,
      @Param(
              label = "Variables",
              help = "Columns to judge; empty: all of numbers",
              columnOf = "draws")
          List<String> variables) {}

  @Override
  public Card card() {
    return new Card(
        "diagnose",
        "Judges draws of another program by rank-normalised R-hat, effective draws and Monte Carlo"
            + " errors.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    TextTable table = new Inputs(out).table("draws", p.draws, List.of("chain", "draw"));
    Map<String, List<Integer>> rows = rows(p, table);
    List<Integer> columns = columns(p, table);
    List<String> names = columns.stream().map(table.columns()::get).toList();
    int draws = rows.values().iterator().next().size();
    rows.forEach(
        (chain, places) -> {
          if (places.size() != draws) {
            throw new IllegalArgumentException(
                "draws: chains must be equally long: %s has %d draws, another %d"
                    .formatted(chain, places.size(), draws));
          }
        });
    if (draws < 8) {
      throw new IllegalArgumentException(
          "draws: each chain must have at least 8, 4 a half: got %d".formatted(draws));
    }
    double[][][] values = new double[columns.size()][rows.size()][];
    for (int i = 0; i < columns.size(); i++) {
      double[] column = table.numbers(columns.get(i));
      int c = 0;
      for (List<Integer> places : rows.values()) {
        values[i][c++] = places.stream().mapToDouble(r -> column[r]).toArray();
      }
    }
    Judgement judgement = Judgement.of(names, values);
    judgement.tell(out, null);
    if (rows.size() == 1) {
      out.warning("One chain cannot disagree with itself: bring several.");
    }
    return out.answer(
        "%s of %,d draws: %s. %s."
            .formatted(
                Wording.count(rows.size(), "chain"),
                draws,
                judgement.verdict(),
                judgement.estimates()));
  }

  private static Map<String, List<Integer>> rows(Params p, TextTable table) {
    boolean one = p.chain.isEmpty() && !table.columns().contains("chain");
    int column = one ? -1 : Inputs.column("chain", table, p.chain, List.of("chain"), 0);
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      rows.computeIfAbsent(one ? "1" : table.cell(r, column), _ -> new ArrayList<>()).add(r);
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("draws must have rows: got none");
    }
    return rows;
  }

  private static List<Integer> columns(Params p, TextTable table) {
    List<Integer> columns = new ArrayList<>();
    for (String name : p.variables) {
      columns.add(Inputs.column("variables", table, name, -1));
    }
    String chain = p.chain.isEmpty() ? "chain" : p.chain;
    for (int c = 0; p.variables.isEmpty() && c < table.columns().size(); c++) {
      String name = table.columns().get(c);
      if (!name.equals(chain) && !name.equals("draw") && table.isNumeric(c)) {
        columns.add(c);
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("draws must have a column of numbers beside the chain");
    }
    return columns;
  }
}
