package offprint.papers.perfectreconstruction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import offprint.method.Run;
import offprint.method.Table;

/**
 * The same search without the condition and the tree, and by brute force, where that is not too
 * much.
 */
final class SearchComparison {
  private static final double MOST_CELLS_PLAIN = 1e9;
  private static final double MOST_CELLS_NAIVE = 3e7;

  private final KeySearch.Task task;
  private final KeySearch.Outcome outcome;
  private final Keys.Params params;
  private final Run run;

  SearchComparison(KeySearch.Task task, KeySearch.Outcome outcome, Keys.Params params, Run run) {
    this.task = task;
    this.outcome = outcome;
    this.params = params;
    this.run = run;
  }

  Table table(Map<String, Double> metrics) {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("this search", outcome.counts(), outcome.keys().size(), "–"));
    metrics.put("sets", (double) outcome.counts().sets());
    metrics.put("sets_counted", (double) outcome.counts().exact());
    double sets = KeySearch.sets(task.columns().size(), task.maxSize());
    double cells = sets * task.law().states();
    if (cells <= MOST_CELLS_PLAIN) {
      KeySearch.Task plain =
          new KeySearch.Task(
              task.columns(),
              task.pairs(),
              task.target(),
              task.law(),
              task.maxSize(),
              task.criterion(),
              task.eps(),
              false);
      KeySearch.Outcome all =
          KeySearch.run(plain, done -> run.progress(0.72 + 0.1 * done / sets, "plain search"));
      boolean same = sameKeys(all.keys().stream().map(KeySearch.Found::columns).toList());
      rows.add(row("level-wise, neither (strong)", all.counts(), all.keys().size(), words(same)));
      metrics.put("sets_counted_plain", (double) all.counts().exact());
      metrics.put("agrees_with_plain", same ? 1.0 : 0);
    } else {
      rows.add(skipped("level-wise, neither (strong)"));
    }
    if (params.eps() == 0 && cells * task.maxSize() / 2 <= MOST_CELLS_NAIVE) {
      long[] done = {0};
      long[] cellsRead = {0};
      List<List<Integer>> naive =
          BruteForce.keys(
              task.columns(),
              task.target(),
              task.maxSize(),
              columns -> {
                run.progress(0.82 + 0.15 * done[0]++ / sets, "brute force");
                cellsRead[0] += (columns + 1) * task.law().states();
              });
      boolean same = sameKeys(naive);
      KeySearch.Counts all = new KeySearch.Counts(done[0], 0, 0, 0, done[0], cellsRead[0]);
      rows.add(row("brute force (naive)", all, naive.size(), words(same)));
      metrics.put("agrees_with_brute_force", same ? 1.0 : 0);
    } else {
      rows.add(skipped("brute force (naive)"));
    }
    return new Table(
        "How the sets were decided",
        List.of(
            "search",
            "sets",
            "superset",
            "by condition",
            "by tree",
            "counted",
            "cells read",
            "sets found",
            "same sets"),
        rows);
  }

  private static List<Object> row(
      String name, KeySearch.Counts counts, int keys, String agreement) {
    return List.of(
        name,
        counts.sets(),
        counts.supersets(),
        counts.condition(),
        counts.tree(),
        counts.exact(),
        counts.cells(),
        keys,
        agreement);
  }

  private static List<Object> skipped(String name) {
    double no = Double.NaN;
    return List.of(name, no, no, no, no, no, no, no, "not run: too many sets");
  }

  private boolean sameKeys(List<List<Integer>> others) {
    return new HashSet<>(others)
        .equals(new HashSet<>(outcome.keys().stream().map(KeySearch.Found::columns).toList()));
  }

  private static String words(boolean same) {
    return same ? "yes" : "no";
  }
}
