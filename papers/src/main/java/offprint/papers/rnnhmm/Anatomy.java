package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.harness.Wording;
import offprint.papers.rnnhmm.Driven.Place;
import org.jspecify.annotations.Nullable;

/**
 * A network taken apart: its fixed point, its orbit, its zones and the neurons that kick it.
 *
 * @param quiet [trials][101] norms without noise
 * @param residency of {@code sampled}, in steps
 * @param commitment at each of {@link Zones#LAGS} before a switch; empty where nothing switches
 * @param farCommitment NaN where nothing switches
 * @param unstable directions at sampled places
 * @param kicks null where nothing switches
 */
record Anatomy(
    Driven run,
    double[][] quiet,
    Orbit orbit,
    Zones zones,
    List<Place> sampled,
    double[] residency,
    double[] commitment,
    double farCommitment,
    double speedRatio,
    int[] unstable,
    @Nullable KickNeurons kicks) {
  static final int QUIET_STEPS = 100;
  private static final int SAMPLED = 240;
  private static final int LINEARISED = 120;

  /**
   * @throws IllegalArgumentException if the network explodes
   */
  static Anatomy of(Generator generator, Lens lens, RandomGenerator random, Part part) {
    lens.require(generator.rnn());
    part.progress(0, "driving the network");
    Driven run = Driven.of(generator, lens.trials(), lens.time(), random.nextLong());
    requireStationary(run);
    part.progress(0.15, "turning the noise off");
    double[][] quiet = run.quiet(QUIET_STEPS);
    Orbit orbit = Orbit.of(run);
    part.progress(0.25, "finding switches");
    Zones zones = Zones.of(run);
    double[] commitment = new double[zones.defined() ? Zones.LAGS.length : 0];
    for (int k = 0; k < commitment.length; k++) {
      part.progress(0.3 + 0.02 * k, "testing commitment");
      commitment[k] = run.committed(zones.before(Zones.LAGS[k]));
    }
    double far = zones.defined() ? run.committed(zones.far()) : Double.NaN;
    part.progress(0.45, "measuring residency");
    List<Place> places = places(run);
    double[] residency = run.residency(places, random.nextLong());
    part.progress(0.55, "linearising");
    int[] unstable =
        Driven.spread(places, LINEARISED).parallelStream()
            .mapToInt(place -> run.rnn().unstableDirections(run.state(place)))
            .toArray();
    @Nullable KickNeurons kicks =
        zones.switches() > 0
            ? KickNeurons.of(run, lens.top(), random, Part.of(part, 0.6, 1, ""))
            : null;
    return new Anatomy(
        run,
        quiet,
        orbit,
        zones,
        places,
        residency,
        commitment,
        far,
        zones.defined() ? zones.speedRatio() : Double.NaN,
        unstable,
        kicks);
  }

  private static void requireStationary(Driven run) {
    for (int i = 0; i < run.trials(); i++) {
      double norm = Generator.norm(run.state(new Place(i, run.time() - 1)));
      if (!Double.isFinite(norm) || norm > 1e12) {
        throw new IllegalArgumentException(
            "model must be stationary: the norm of its state is %s after %,d steps"
                .formatted(Wording.number(norm), run.time() + Driven.DROPPED));
      }
    }
  }

  private static List<Place> places(Driven run) {
    List<Place> all = new ArrayList<>();
    int stride = Math.max(1, run.trials() * run.time() / SAMPLED);
    for (int at = stride / 2; at < run.trials() * run.time(); at += stride) {
      all.add(new Place(at / run.time(), at % run.time()));
    }
    return all;
  }

  /** Mean norm of the driven state at the end of the run. */
  double drivenNorm() {
    return Arrays.stream(quiet).mapToDouble(norms -> norms[0]).average().orElseThrow();
  }

  /** Largest norm of a trial after 100 quiet steps over the mean driven norm. */
  double quietRatio() {
    double largest = Arrays.stream(quiet).mapToDouble(n -> n[QUIET_STEPS]).max().orElseThrow();
    return largest / drivenNorm();
  }

  double meanUnstable() {
    return Arrays.stream(unstable).average().orElseThrow();
  }

  /** |mean| over standard deviation of the rotation over trials. */
  double rotationRatio() {
    return Math.abs(orbit.meanRotation()) / orbit.sdRotation();
  }

  /** Commitment two steps before a switch; NaN where nothing switches. */
  double nearCommitment() {
    return commitment.length == 0 ? Double.NaN : commitment[1];
  }
}
