package offprint.papers.rnnhmm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.method.Chart;
import offprint.papers.rnnhmm.Driven.Place;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Anatomy} looks like: charts, tables, metrics.
 *
 * @param labels of the outputs
 */
record Atlas(Anatomy anatomy, List<String> labels) {
  private static final int DRAWN = 400;
  private static final int BARS = 12;

  /** The whole of it. */
  void show(Findings out) throws IOException {
    Driven run = anatomy.run();
    out.chart(trajectory()).chart(residency());
    if (anatomy.zones().defined()) {
      out.chart(commitment());
    }
    KickNeurons kicks = anatomy.kicks();
    if (kicks == null) {
      out.warning(
          "The network did not switch in %,d steps: commitment and kick neurons are not defined."
              .formatted(run.trials() * run.time()));
    } else {
      Frame neurons = neurons(kicks);
      out.chart(silencing(kicks))
          .table("Kick neurons", neurons.first(BARS))
          .csv("neurons.csv", neurons);
    }
    out.chart(weights(kicks)).table("In figures", figures()).csv("zones.csv", zones());
    out.text(
        "Without biases the network is positively homogeneous: noise s times as strong gives states"
            + " s times as large, so where the leading output switches does not depend on the"
            + " strength of the noise; only the sharpness of the drawn outputs does.");
  }

  private List<double[]> projected(List<Place> places) {
    int n = anatomy.run().rnn().hidden();
    return places.stream()
        .map(p -> anatomy.orbit().project(anatomy.run().states()[p.trial()], p.t() * n))
        .toList();
  }

  private String label(int mode) {
    return anatomy.run().rnn().symbols()
        ? labels.get(mode)
        : labels.getFirst() + (mode > 0 ? " high" : " low");
  }

  /** The driven run coloured by output, and the way home without noise. */
  private Chart trajectory() {
    Driven run = anatomy.run();
    int steps = Math.min(DRAWN, run.time());
    Plot plot = plane("States, by the output that leads");
    List<Place> places = IntStream.range(0, steps).mapToObj(t -> new Place(0, t)).toList();
    List<double[]> way = projected(places);
    plot.thinLine("one driven run", column(way, 0), column(way, 1));
    int modes = run.rnn().symbols() ? run.rnn().outputs() : 2;
    for (int mode = 0; mode < modes; mode++) {
      int wanted = mode;
      List<double[]> here =
          projected(anatomy.sampled().stream().filter(place -> run.mode(place) == wanted).toList());
      if (!here.isEmpty()) {
        plot.points("output " + label(mode), column(here, 0), column(here, 1));
      }
    }
    double[] h = run.state(new Place(0, run.time() - 1));
    List<double[]> home = new ArrayList<>(List.of(anatomy.orbit().project(h, 0)));
    for (int s = 0; s < Anatomy.QUIET_STEPS; s++) {
      double[] next = new double[h.length];
      Rnn.step(run.rnn().columns(), new double[h.length], h, next);
      h = next;
      home.add(anatomy.orbit().project(h, 0));
    }
    plot.line("noise off", column(home, 0), column(home, 1));
    return plot.chart("With noise the state goes round; without, it falls to one point.");
  }

  private Plot plane(String title) {
    double[] explained = anatomy.orbit().explained();
    return Plot.of(title)
        .x("PC1 (%s of the variance)".formatted(Wording.percent(explained[0])))
        .y("PC2 (%s)".formatted(Wording.percent(explained[1])));
  }

  private static double[] column(List<double[]> rows, int c) {
    return rows.stream().mapToDouble(row -> row[c]).toArray();
  }

  private Chart residency() {
    Plot plot = plane("States, by the steps until the output changes");
    double[] bounds = {0, 5, 15, 30, 51};
    List<double[]> all = projected(anatomy.sampled());
    for (int b = 0; b + 1 < bounds.length; b++) {
      List<double[]> here = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        double steps = anatomy.residency()[i];
        if (steps > bounds[b] && steps <= bounds[b + 1]) {
          here.add(all.get(i));
        }
      }
      if (!here.isEmpty()) {
        String name =
            b == bounds.length - 2
                ? "more than %.0f steps".formatted(bounds[b])
                : "%.0f to %.0f steps".formatted(bounds[b], bounds[b + 1]);
        plot.points(name, column(here, 0), column(here, 1));
      }
    }
    return plot.chart("Mean of 20 noisy continuations, 50 steps at most.");
  }

  private Chart commitment() {
    double[] lags = Arrays.stream(Zones.LAGS).asDoubleStream().toArray();
    double[] far = new double[lags.length];
    Arrays.fill(far, anatomy.farCommitment());
    return Plot.of("Commitment: noise switched off before a switch")
        .x("steps before the switch")
        .y("share that switches all the same")
        .line("before a switch", lags, anatomy.commitment())
        .thinLine("far from any switch", lags, far)
        .chart("Near 1: the transition runs by itself. Far from switches noise is needed.");
  }

  private Chart silencing(KickNeurons kicks) {
    int count = Math.min(BARS, kicks.order().length);
    List<String> names = new ArrayList<>(List.of(together(kicks), "random " + kicks.top()));
    double[] values = new double[count + 2];
    values[0] = 100 * kicks.together();
    values[1] = 100 * Arrays.stream(kicks.random()).average().orElseThrow();
    for (int i = 0; i < count; i++) {
      names.add(Integer.toString(kicks.order()[i]));
      values[i + 2] = 100 * kicks.changes()[kicks.order()[i]];
    }
    return Plot.bars(
        "Switching rate when neurons are silenced", "silenced", names, "change, %", values);
  }

  private static String together(KickNeurons kicks) {
    return "strongest " + kicks.top();
  }

  /** One row a neuron, the strongest first. */
  private Frame neurons(KickNeurons kicks) {
    Rnn rnn = anatomy.run().rnn();
    int n = rnn.hidden();
    double[] gap = anatomy.run().gapWeights();
    Frame frame =
        Frame.of(
            "neuron",
            "change_of_switching",
            "mean_activity",
            "noise_in",
            "recurrent_in",
            "out_to_first",
            "out_to_second",
            "pushes_towards");
    double[] activity = activity();
    for (int i : kicks.order()) {
      double noise = 0;
      for (int j = 0; j < rnn.noise(); j++) {
        noise += rnn.u()[i * rnn.noise() + j] * rnn.u()[i * rnn.noise() + j];
      }
      double in = 0;
      double[] towards = new double[2];
      for (int j = 0; j < n; j++) {
        in += rnn.w()[i * n + j];
        towards[gap[j] > 0 ? 0 : 1] += rnn.w()[j * n + i];
      }
      frame.row(
          i,
          kicks.changes()[i],
          activity[i],
          Math.sqrt(noise),
          in,
          towards[0],
          towards[1],
          group(i));
    }
    return frame;
  }

  /** The side to which a neuron's out-weights move the gap one step later. */
  private String group(int neuron) {
    Rnn rnn = anatomy.run().rnn();
    double[] gap = anatomy.run().gapWeights();
    double push = 0;
    for (int j = 0; j < gap.length; j++) {
      push += gap[j] * rnn.w()[j * gap.length + neuron];
    }
    return rnn.symbols() ? label(anatomy.run().main()[push > 0 ? 0 : 1]) : label(push > 0 ? 1 : 0);
  }

  private double[] activity() {
    Driven run = anatomy.run();
    double[] mean = new double[run.rnn().hidden()];
    for (Place place : anatomy.sampled()) {
      double[] h = run.state(place);
      for (int i = 0; i < h.length; i++) {
        mean[i] += h[i] / anatomy.sampled().size();
      }
    }
    return mean;
  }

  /** W with neurons sorted by group, kick neurons first within each. */
  private Chart weights(@Nullable KickNeurons kicks) {
    Rnn rnn = anatomy.run().rnn();
    int n = rnn.hidden();
    int[] rank = new int[n];
    for (int r = 0; kicks != null && r < n; r++) {
      rank[kicks.order()[r]] = r;
    }
    double[] gap = anatomy.run().gapWeights();
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer i) -> gap[i] > 0 ? 0 : 1)
                    .thenComparingInt(i -> rank[i]))
            .mapToInt(i -> i)
            .toArray();
    double[][] sorted = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sorted[i][j] = rnn.w()[order[i] * n + order[j]];
      }
    }
    return Plot.of("Recurrent weights, neurons sorted")
        .x("from")
        .y("to")
        .matrix("weight", sorted)
        .chart(
            "First the neurons that read out for one side, then those for the other; within each,"
                + " those that matter most for switching come first.");
  }

  /** Every figure of the analysis, one a row. */
  Frame figures() {
    Orbit orbit = anatomy.orbit();
    double[] residency = anatomy.residency().clone();
    Arrays.sort(residency);
    Frame frame = Frame.of("quantity", "value");
    frame
        .row("mean norm of the state, driven", anatomy.drivenNorm())
        .row("largest norm after 100 quiet steps, over that", anatomy.quietRatio())
        .row("rotation in PC1-PC2, radians a step", orbit.meanRotation())
        .row("its standard deviation over trials", orbit.sdRotation())
        .row("switches a step", anatomy.zones().rate());
    if (anatomy.zones().defined()) {
      frame
          .row("commitment 2 steps before a switch", anatomy.nearCommitment())
          .row("commitment far from switches", anatomy.farCommitment())
          .row("speed around switches over speed far away", anatomy.speedRatio());
    }
    frame
        .row("median residency, steps", residency[residency.length / 2])
        .row("unstable directions, mean", anatomy.meanUnstable())
        .row("spectral radius of W", anatomy.run().rnn().spectralRadius());
    KickNeurons kicks = anatomy.kicks();
    if (kicks != null) {
      frame
          .row(together(kicks) + " silenced: change of the switching rate", kicks.together())
          .row("random " + kicks.top() + " silenced, greatest change", kicks.worstRandom())
          .row("one neuron silenced, median change", kicks.medianChange());
    }
    return frame;
  }

  private Frame zones() {
    Frame frame = Frame.of("trial", "step", "pc1", "pc2", "output", "residency");
    List<double[]> places = projected(anatomy.sampled());
    for (int i = 0; i < places.size(); i++) {
      Place place = anatomy.sampled().get(i);
      frame.row(
          place.trial(),
          place.t(),
          places.get(i)[0],
          places.get(i)[1],
          label(anatomy.run().mode(place)),
          anatomy.residency()[i]);
    }
    return frame;
  }

  /** Metrics with a suffix. */
  void metrics(Findings out, String suffix) {
    out.metric("quiet_norm" + suffix, anatomy.quietRatio())
        .metric("rotation" + suffix, anatomy.orbit().meanRotation())
        .metric("rotation_ratio" + suffix, anatomy.rotationRatio())
        .metric("unstable_directions" + suffix, anatomy.meanUnstable())
        .metric("spectral_radius" + suffix, anatomy.run().rnn().spectralRadius())
        .metric("switching_rate" + suffix, anatomy.zones().rate());
    if (anatomy.zones().defined()) {
      out.metric("commitment_near" + suffix, anatomy.nearCommitment())
          .metric("commitment_far" + suffix, anatomy.farCommitment())
          .metric("speed_ratio" + suffix, anatomy.speedRatio());
    }
    KickNeurons kicks = anatomy.kicks();
    if (kicks != null) {
      out.metric("kick_change" + suffix, kicks.together())
          .metric("random_change" + suffix, kicks.worstRandom());
    }
  }

  /** What came out, for a person. */
  String sentence() {
    String home =
        anatomy.quietRatio() <= 1e-2
            ? "Without noise all %d trials fall to one fixed point"
                .formatted(anatomy.run().trials())
            : "Without noise the state does not vanish within 100 steps (%s of its norm is left)"
                .formatted(Wording.percent(anatomy.quietRatio()));
    KickNeurons kicks = anatomy.kicks();
    if (!anatomy.zones().defined() || kicks == null) {
      return home + "; the driven network has too few switches to take apart.";
    }
    return "%s; two steps before a switch %s of the states switch without further noise, far away %s. Silencing neurons %s %s the rate of switches by %s, random ones change it by at most %s."
        .formatted(
            home,
            Wording.percent(anatomy.nearCommitment()),
            Wording.percent(anatomy.farCommitment()),
            Wording.list(kicks.strongest().stream().map(i -> Integer.toString(i)).toList()),
            kicks.together() < 0 ? "lowers" : "raises",
            Wording.percent(Math.abs(kicks.together())),
            Wording.percent(kicks.worstRandom()));
  }
}
