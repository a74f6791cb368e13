package offprint.papers.perfectreconstruction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.papers.perfectreconstruction.KeySearch.Counts;
import offprint.papers.perfectreconstruction.KeySearch.Found;

/**
 * Compares with the search without condition and tree, and with brute force where that is feasible.
 */
final class SearchComparison {
  private static final double MOST_CELLS_PLAIN = 1e9;
  private static final double MOST_CELLS_NAIVE = 3e7;
  private static final String PLAIN = "level-wise, neither (strong)";
  private static final String NAIVE = "brute force (naive)";

  private SearchComparison() {}

  static void tell(KeySearch.Task task, KeySearch.Outcome outcome, Findings out) {
    Frame rows =
        Frame.of(
            "search",
            "sets",
            "superset",
            "by condition",
            "by tree",
            "counted",
            "cells read",
            "sets found",
            "same sets");
    row("this search", outcome.counts(), outcome.keys().size(), "–", rows);
    out.metric("sets", (double) outcome.counts().sets())
        .metric("sets_counted", (double) outcome.counts().exact());
    List<List<Integer>> own = outcome.keys().stream().map(Found::columns).toList();
    double sets = KeySearch.sets(task.columns().size(), task.maxSize());
    double cells = sets * task.law().states();
    if (cells <= MOST_CELLS_PLAIN) {
      KeySearch.Outcome all =
          KeySearch.run(
              task.unpruned(),
              done -> out.run().progress(0.72 + 0.1 * done / sets, "plain search"));
      boolean same = same(own, all.keys().stream().map(Found::columns).toList());
      row(PLAIN, all.counts(), all.keys().size(), same ? "yes" : "no", rows);
      out.metric("sets_counted_plain", (double) all.counts().exact())
          .metric("agrees_with_plain", same ? 1 : 0);
    } else {
      skipped(PLAIN, rows);
    }
    if (task.eps() == 0 && cells * task.maxSize() / 2 <= MOST_CELLS_NAIVE) {
      long[] done = new long[2];
      List<List<Integer>> naive =
          BruteForce.keys(
              task.columns(),
              task.target(),
              task.maxSize(),
              columns -> {
                out.run().progress(0.82 + 0.15 * done[0]++ / sets, "brute force");
                done[1] += (columns + 1) * task.law().states();
              });
      boolean same = same(own, naive);
      Counts counts = new Counts(done[0], 0, 0, 0, done[0], done[1]);
      row(NAIVE, counts, naive.size(), same ? "yes" : "no", rows);
      out.metric("agrees_with_brute_force", same ? 1 : 0);
    } else {
      skipped(NAIVE, rows);
    }
    out.table("How the sets were decided", rows);
  }

  private static void row(String name, Counts counts, int keys, String agreement, Frame rows) {
    rows.row(
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

  private static void skipped(String name, Frame rows) {
    Object[] cells = new Object[rows.columns().size()];
    Arrays.fill(cells, Double.NaN);
    cells[0] = name;
    cells[cells.length - 1] = "not run: too many sets";
    rows.row(cells);
  }

  private static boolean same(List<List<Integer>> a, List<List<Integer>> b) {
    return new HashSet<>(a).equals(new HashSet<>(b));
  }
}
