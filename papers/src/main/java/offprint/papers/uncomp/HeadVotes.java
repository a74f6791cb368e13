package offprint.papers.uncomp;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import offprint.harness.Wording;
import offprint.kernels.table.Csv;
import offprint.kernels.table.TextTable;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Asks of votes whether the types of heads belong to the model or to the text. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class HeadVotes implements Method<HeadVotes.Params> {
  public record Params(
      @Param(
              help =
                  "Votes: CSV (may be gzipped) with columns set, layer, head, votes_a, n_a,"
                      + " votes_b, n_b",
              value = "example:uncomp-head-votes",
              accepts = Kind.TABLE)
          Source votes,
      @Param(
              help = "Query heads that share a key head, for the column of neighbours alike",
              value = "4")
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

  static List<Votes> read(Run run, Source source) throws IOException {
    try (BufferedInputStream in = new BufferedInputStream(run.open(source))) {
      in.mark(2);
      boolean packed = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      try (InputStream plain = packed ? new GZIPInputStream(in) : in) {
        TextTable table = Csv.read(plain);
        return Votes.read(table);
      }
    }
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    List<Votes> sets = read(run, params.votes);
    for (Votes votes : sets) {
      if (params.sharing > votes.heads()) {
        throw new IllegalArgumentException(
            "sharing must be at most %d, the heads of %s: got %d"
                .formatted(votes.heads(), votes.set(), params.sharing));
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Votes votes : sets) {
      String name = votes.set().replaceAll("[^A-Za-z0-9]+", "_");
      metrics.put("agree_" + name, votes.agreement());
      metrics.put("same_" + name, votes.sameInBothHalves());
    }
    double least = sets.stream().mapToDouble(Votes::agreement).min().orElse(Double.NaN);
    double most = sets.stream().mapToDouble(Votes::agreement).max().orElse(Double.NaN);
    return new Report(
        "Single texts agree with the group about a head's half in %s to %s of votes, where a coin gives 50 %%."
            .formatted(Wording.percent(least), Wording.percent(most)),
        List.of(
            stability(sets, params.sharing),
            spread(sets),
            between(sets, run),
            Note.text(
                "A head is in the upper group when its votes put it into the upper half of its"
                    + " layer. Votes agree where single texts say what the group says; a coin would"
                    + " give one half. Which heads count as informative depends on k: between few"
                    + " and many eigenvalues the order of the heads turns over.")),
        metrics);
  }

  static Table stability(List<Votes> sets, int sharing) {
    List<List<Object>> rows = new ArrayList<>();
    for (Votes votes : sets) {
      rows.add(
          List.of(
              votes.set(),
              votes.layers() + " x " + votes.heads(),
              votes.texts(),
              votes.agreement(),
              votes.sameInBothHalves(),
              votes.alike(sharing),
              Votes.alikeByChance(votes.heads(), sharing)));
    }
    return new Table(
        "Do texts agree on the type of a head?",
        List.of(
            "set",
            "layers x heads",
            "texts",
            "votes that agree",
            "same group in both halves",
            sharing + " neighbours alike",
            "by chance"),
        rows);
  }

  /** How many heads get which share of votes. */
  private static Chart spread(List<Votes> sets) {
    int bins = 20;
    List<Chart.Series> series = new ArrayList<>();
    for (Votes votes : sets) {
      double[] x = new double[bins];
      double[] y = new double[bins];
      for (int b = 0; b < bins; b++) {
        x[b] = (b + 0.5) / bins;
      }
      for (double[] layer : votes.all()) {
        for (double share : layer) {
          y[Math.min(bins - 1, (int) (share * bins))] += 1.0 / (votes.layers() * votes.heads());
        }
      }
      Chart.Series line = Chart.Series.line(votes.set(), x, y);
      series.add(votes.set().endsWith("/query") ? line : line.thin());
    }
    return new Chart(
        "Heads by the share of texts that put them into the upper half",
        Chart.Axis.linear("share of votes"),
        Chart.Axis.linear("share of heads"),
        series,
        "Heads at 0 and 1 are typed the same way by every text.");
  }

  private static Table between(List<Votes> sets, Run run) {
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      run.progress((double) i / sets.size(), "comparing");
      for (int j = i + 1; j < sets.size(); j++) {
        Votes a = sets.get(i);
        Votes b = sets.get(j);
        boolean sameModel =
            model(a).equals(model(b)) && a.layers() == b.layers() && a.heads() == b.heads();
        if (sameModel) {
          rows.add(List.of(a.set(), b.set(), a.sameAs(b)));
        }
      }
    }
    return new Table(
        "Heads in the same group under two scores of one model (by chance .5)",
        List.of("one", "other", "same group"),
        rows);
  }

  private static String model(Votes votes) {
    return votes.set().split("/", -1)[0];
  }
}
