package offprint.papers.rnnhmm;

import java.util.ArrayList;
import java.util.List;
import offprint.papers.rnnhmm.Driven.Place;

/**
 * Where a network stays and where it switches.
 *
 * @param switches changes of mode in the run
 * @param clean the first steps of switches with 10 quiet steps on both sides
 * @param far places without a switch within 10 steps
 */
record Zones(Driven run, int switches, List<Place> clean, List<Place> far) {
  static final int QUIET = 10;
  static final int[] LAGS = {1, 2, 3, 4, 6, 8, 10};
  private static final int MOST = 1500;

  static Zones of(Driven run) {
    int[][] modes = run.modes();
    List<Place> clean = new ArrayList<>();
    List<Place> far = new ArrayList<>();
    int switches = 0;
    for (int i = 0; i < modes.length; i++) {
      int[] next = new int[run.time()]; // steps to the next switch, and since the last
      int[] since = new int[run.time()];
      int last = -1_000_000;
      for (int t = 0; t < next.length; t++) {
        last = t > 0 && modes[i][t] != modes[i][t - 1] ? t : last;
        since[t] = t - last;
      }
      int coming = 1_000_000;
      for (int t = next.length - 1; t >= 0; t--) {
        next[t] = coming - t;
        coming = since[t] == 0 ? t : coming;
      }
      for (int t = QUIET; t < next.length - QUIET; t++) {
        switches += since[t] == 0 ? 1 : 0;
        if (since[t] == 0 && since[t - 1] > QUIET - 1 && next[t] > QUIET) {
          clean.add(new Place(i, t));
        }
        if (since[t] > QUIET && next[t] > QUIET) {
          far.add(new Place(i, t));
        }
      }
    }
    return new Zones(run, switches, Driven.spread(clean, MOST), Driven.spread(far, MOST));
  }

  /** True where commitment and speed are defined. */
  boolean defined() {
    return !clean.isEmpty() && !far.isEmpty();
  }

  /** Switches per step. */
  double rate() {
    return (double) switches / ((double) run.trials() * (run.time() - 2 * QUIET));
  }

  /** The places {@code lag} steps before the clean switches. */
  List<Place> before(int lag) {
    return clean.stream().map(place -> new Place(place.trial(), place.t() - lag)).toList();
  }

  /** Mean |change of the gap| in the four steps around a clean switch over that in far places. */
  double speedRatio() {
    double[][] gaps = run.gaps();
    double near = 0;
    for (Place place : clean) {
      for (int d = -1; d <= 2; d++) {
        near += change(gaps, place.trial(), place.t() + d) / 4;
      }
    }
    double away = 0;
    for (Place place : far) {
      away += change(gaps, place.trial(), place.t());
    }
    return near / clean.size() / (away / far.size());
  }

  private static double change(double[][] gaps, int trial, int t) {
    return Math.abs(gaps[trial][t] - gaps[trial][t - 1]);
  }
}
