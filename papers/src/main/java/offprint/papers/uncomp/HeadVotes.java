package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Tests by votes whether the types of heads belong to the model or to the text. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class HeadVotes implements Method<HeadVotes.Params> {
  private static final int BINS = 20;

  public record Params(
      @Param(
              label = "Vote table",
              help = "Table with columns set, layer, head, votes_a, n_a, votes_b, n_b",
              value = "example:uncomp-head-votes",
              accepts = Kind.TABLE)
          Source votes,
      @Param(label = "Shared keys", help = "Query heads that share a key head", value = "4")
          @Min(1)
          @Max(64)
          int sharing) {}

  @Override
  public Card card() {
    return new Card(
        "votes",
        "Shows how stable the types of heads are over texts, key heads, signals and truncations,"
            + " from votes of real models.");
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    List<Votes> sets = Votes.read(new Inputs(out).table("votes", p.votes));
    for (Votes votes : sets) {
      if (p.sharing > votes.heads()) {
        throw new IllegalArgumentException(
            "sharing must be at most %d, the heads of %s: got %d"
                .formatted(votes.heads(), votes.set(), p.sharing));
      }
      String name = votes.set().replaceAll("[^A-Za-z0-9]+", "_");
      out.metric("agree_" + name, votes.agreement())
          .metric("same_" + name, votes.sameInBothHalves());
    }
    stability(sets, p.sharing, out);
    out.chart(spread(sets));
    between(sets, out);
    out.text(
        "A head is in the upper group when its votes put it into the upper half of its layer."
            + " Votes agree where single texts say what the group says; a coin would give one half."
            + " Which heads count as informative depends on k: between few and many eigenvalues the"
            + " order of the heads turns over.");
    return out.answer(
        "Single texts agree with the group about a head's half in %s to %s of votes, where a coin gives 50 %%."
            .formatted(
                Wording.percent(sets.stream().mapToDouble(Votes::agreement).min().orElseThrow()),
                Wording.percent(sets.stream().mapToDouble(Votes::agreement).max().orElseThrow())));
  }

  static void stability(List<Votes> sets, int sharing, Findings out) {
    Frame rows = Frame.of("set", "layers x heads", "texts", "agree", "same", "alike", "by chance");
    for (Votes votes : sets) {
      rows.row(
          votes.set(),
          votes.layers() + " x " + votes.heads(),
          votes.texts(),
          votes.agreement(),
          votes.sameInBothHalves(),
          votes.alike(sharing),
          Votes.alikeByChance(votes.heads(), sharing));
    }
    out.table(
        "Do texts agree on the type of a head?",
        rows,
        "set",
        "layers x heads",
        "texts",
        "agree=votes that agree",
        "same=same group in both halves",
        "alike=%d neighbours alike".formatted(sharing),
        "by chance");
  }

  /** Histogram of heads by their share of votes. */
  private static Chart spread(List<Votes> sets) {
    Plot plot =
        Plot.of("Heads by the share of texts that put them into the upper half")
            .x("share of votes")
            .y("share of heads");
    for (Votes votes : sets) {
      double[] x = new double[BINS];
      double[] y = new double[BINS];
      for (int b = 0; b < BINS; b++) {
        x[b] = (b + 0.5) / BINS;
      }
      for (double[] layer : votes.all()) {
        for (double share : layer) {
          y[Math.min(BINS - 1, (int) (share * BINS))] += 1.0 / (votes.layers() * votes.heads());
        }
      }
      Chart.Series line = Chart.Series.line(votes.set(), x, y);
      plot.add(votes.set().endsWith("/query") ? line : line.thin());
    }
    return plot.chart("Heads at 0 and 1 are typed the same way by every text.");
  }

  private static void between(List<Votes> sets, Findings out) {
    Frame rows = Frame.of("one", "other", "same group");
    for (int i = 0; i < sets.size(); i++) {
      out.run().progress((double) i / sets.size(), "comparing");
      for (Votes other : sets.subList(i + 1, sets.size())) {
        if (sets.get(i).isComparable(other)) {
          rows.row(sets.get(i).set(), other.set(), sets.get(i).sameAs(other));
        }
      }
    }
    out.table("Heads in the same group under two scores of one model (by chance .5)", rows);
  }
}
