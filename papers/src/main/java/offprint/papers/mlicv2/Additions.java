package offprint.papers.mlicv2;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.harness.Trainings;
import offprint.harness.Wording;
import offprint.kernels.neural.Rotation;

/**
 * Adds one reference or all of them to a trained model and trains only their weights, for equal
 * steps on equal patches. All start at the model's J, so savings are due to the references. Only
 * the first slices are counted.
 *
 * @param start the model, of whose own further references nothing is taken
 */
record Additions(Model start, PictureSet.Split pictures, int steps, Part part) {
  private static final int SLICES = 3;

  /** The references added; metrics have these names in lower case. */
  private enum Added {
    NOTHING("nothing"),
    INTER("inter-slice global"),
    INTRA("intra-slice global"),
    HGCP("hyperprior-guided, slice 0"),
    WINDOW("local by attention"),
    LRP("prediction of the rounding"),
    ALL("all of these"),
    NO_REWEIGHTING("all, channels not reweighted"),
    NO_ROTATION("all, places not told");

    private final String label;

    Added(String label) {
      this.label = label;
    }

    private References references() {
      if (this == NOTHING) {
        return References.NONE;
      }
      boolean all = this == ALL || this == NO_REWEIGHTING || this == NO_ROTATION;
      return new References(
          all || this == INTER,
          all || this == INTRA,
          all || this == HGCP,
          all || this == WINDOW,
          this != NO_REWEIGHTING,
          all || this == LRP,
          this == NO_ROTATION ? Rotation.Position.NONE : Rotation.Position.AXIAL,
          SLICES);
    }
  }

  /** J, bits and bits of the first slice, a pixel, of each seed. */
  private record Measured(Map<Added, double[][]> figures) {
    Saving cost(Added without, Added with) {
      return saving(without, with, 0);
    }

    Saving first(Added without, Added with) {
      return saving(without, with, 2);
    }

    private Saving saving(Added without, Added with, int figure) {
      double[][] base = seeds(without);
      double[][] own = seeds(with);
      DoubleSummaryStatistics percent = new DoubleSummaryStatistics();
      for (int seed = 0; seed < own.length; seed++) {
        percent.accept(100 * (1 - own[seed][figure] / base[seed][figure]));
      }
      return new Saving(percent.getAverage(), percent.getMax() - percent.getMin());
    }

    private double[][] seeds(Added added) {
      return Objects.requireNonNull(figures.get(added));
    }

    double mean(Added added, int figure) {
      return Arrays.stream(seeds(added)).mapToDouble(seed -> seed[figure]).average().orElseThrow();
    }
  }

  /**
   * Percent saved, seed by seed.
   *
   * @param spread largest minus smallest
   */
  private record Saving(double mean, double spread) {
    String verdict(int trainings) {
      if (trainings == 1) {
        return "one training";
      }
      if (mean == 0 && spread == 0) {
        return "";
      }
      return Math.abs(mean) <= spread ? "within the spread" : mean > 0 ? "better" : "worse";
    }
  }

  /** Adds a table and metrics; returns the answer. */
  String study(long[] seeds, Findings out) throws IOException {
    List<AddedTraining> trainings = new ArrayList<>();
    for (long seed : seeds) {
      part.progress(0, "latents of the pictures");
      trainings.add(AddedTraining.of(start, pictures, steps, SLICES, seed, part::repeat));
    }
    Added[] each = Added.values();
    Measured measured = new Measured(new EnumMap<>(Added.class));
    for (Added added : each) {
      measured.figures.put(added, new double[seeds.length][]);
    }
    new Trainings(part)
        .each(
            each.length * seeds.length,
            (number, own) -> {
              Added added = each[number % each.length];
              int seed = number / each.length;
              measured.seeds(added)[seed] = trainings.get(seed).train(added.references(), own);
            });
    Frame rows =
        Frame.of(
            "added",
            "cost",
            "saved",
            "spread",
            "verdict",
            "bits",
            "first",
            "first_saved",
            "first_spread");
    for (Added added : each) {
      Saving cost = measured.cost(Added.NOTHING, added);
      Saving first = measured.first(Added.NOTHING, added);
      rows.row(
          added.label,
          measured.mean(added, 0),
          cost.mean,
          cost.spread,
          cost.verdict(seeds.length),
          measured.mean(added, 1),
          measured.mean(added, 2),
          first.mean,
          first.spread);
      if (added != Added.NOTHING) {
        String name = added.name().toLowerCase(Locale.ROOT);
        out.metric(name + "_saving_percent", cost.mean);
        out.metric(name + "_spread_percent", cost.spread);
      }
    }
    Saving guided = measured.first(Added.NOTHING, Added.HGCP);
    Saving reweighting = measured.cost(Added.NO_REWEIGHTING, Added.ALL);
    Saving rotation = measured.cost(Added.NO_ROTATION, Added.ALL);
    out.metric("hgcp_first_slice_saving_percent", guided.mean)
        .metric("reweighting_saving_percent", reweighting.mean)
        .metric("rotation_saving_percent", rotation.mean);
    if (seeds.length > 1) { // one training has no spread
      out.metric("hgcp_first_slice_beyond_spread", guided.mean - guided.spread)
          .metric("reweighting_beyond_spread", reweighting.mean - reweighting.spread)
          .metric("rotation_beyond_spread", rotation.mean - rotation.spread);
    }
    out.table(
        "References added to a trained model, %d steps each".formatted(steps),
        rows,
        "added",
        "cost=J, bits a pixel",
        "saved=J saved, %",
        "spread=spread over seeds, %",
        "verdict=",
        "bits=bits a pixel",
        "first=of slice 0",
        "first_saved=saved of slice 0, %",
        "first_spread=its spread, %");
    out.text(
        ("On pictures held back, slices 0 to %d; the best weights were chosen on other patches of"
                + " them. The model's own weights stay as they are. The spread is that of the"
                + " saving, greatest less smallest. All minus reweighting: J %.3f %% (spread"
                + " %.3f); all minus rotation: %.3f %% (spread %.3f).")
            .formatted(
                SLICES - 1,
                -reweighting.mean,
                reweighting.spread,
                -rotation.mean,
                rotation.spread));
    Saving all = measured.cost(Added.NOTHING, Added.ALL);
    return "All references together %s %s of J, bits + λ · squared error, of a model whose own weights stay%s."
        .formatted(
            all.mean > 0 ? "save" : "cost",
            Wording.percent(Math.abs(all.mean) / 100),
            seeds.length > 1 && Math.abs(all.mean) <= all.spread
                ? ", within the spread over seeds"
                : "");
  }
}
