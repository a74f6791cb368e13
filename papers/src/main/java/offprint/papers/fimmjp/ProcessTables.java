package offprint.papers.fimmjp;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.markov.CommunicatingClasses;
import offprint.kernels.markov.FirstPassage;
import offprint.kernels.markov.RateMatrix;
import offprint.method.Chart;

/**
 * What follows from a rate matrix: stationary law, relaxation times, first passages, entropy
 * production, the law over time.
 *
 * @param labels of the states
 * @param unit of time, e.g. "ms"; may be ""
 */
record ProcessTables(RateMatrix chain, List<String> labels, String unit) {
  private static final int PLACES = 101;

  /** " per ms", or "" without a unit. */
  String perUnit() {
    return unit.isEmpty() ? "" : " per " + unit;
  }

  private String inUnit() {
    return unit.isEmpty() ? "" : " (" + unit + ")";
  }

  /** Classes of states that are never left, by their labels; one unless the law is not unique. */
  List<String> closedClasses() {
    CommunicatingClasses classes = CommunicatingClasses.of(chain.rates());
    return IntStream.range(0, classes.count())
        .filter(classes::isClosed)
        .mapToObj(c -> "{" + named(classes.states(c)) + "}")
        .sorted()
        .toList();
  }

  private String named(int[] states) {
    return Wording.list(Arrays.stream(states).mapToObj(labels::get).toList());
  }

  /**
   * Adds law, times and passages.
   *
   * @param initial law of the first state
   * @return the stationary law; empty if it is not unique
   */
  double[] show(double[] initial, Findings out) throws IOException {
    List<String> closed = closedClasses();
    double[] law = new double[0];
    if (closed.size() > 1) {
      out.warning(
          "There is no single stationary law: the states %s are never left once entered."
              .formatted(Wording.list(closed)));
    } else {
      law = chain.stationary();
      if (Arrays.stream(law).anyMatch(p -> p == 0)) {
        out.warning(
            "In the long run only the states %s are occupied: they are never left."
                .formatted(closed.getFirst()));
      }
    }
    laws(initial, law, out);
    times(out);
    passages(out);
    return law;
  }

  private void laws(double[] initial, double[] law, Findings out) throws IOException {
    Frame frame = Frame.of("state", "first", "stationary", "mean_stay");
    for (int i = 0; i < labels.size(); i++) {
      frame.row(
          labels.get(i), initial[i], law.length == 0 ? Double.NaN : law[i], 1 / chain.exitRate(i));
    }
    out.table(
        "States",
        frame,
        "state",
        "first=Share at the start",
        "stationary=Share in the long run",
        "mean_stay=Mean stay" + inUnit());
    out.csv("states.csv", frame);
  }

  private void times(Findings out) {
    double[] times = chain.relaxationTimes();
    Frame frame = Frame.of("rank", "relaxation_time", "oscillation_period");
    List<RateMatrix.Eigenvalue> decaying =
        chain.eigenvalues().stream().skip(chain.states() - times.length).toList();
    for (int k = 0; k < times.length; k++) {
      double turn = Math.abs(decaying.get(k).imaginary());
      frame.row(k + 1, times[k], turn > 1e-9 / times[k] ? 2 * Math.PI / turn : Double.NaN);
    }
    out.table(
        "Relaxation times" + inUnit(),
        frame,
        "rank",
        "relaxation_time=Relaxation time",
        "oscillation_period=Period of oscillation");
    out.metric("relaxation_time", times.length == 0 ? 0 : times[0]);
  }

  private void passages(Findings out) {
    double[][] times = FirstPassage.meanTimes(chain);
    String[] columns = new String[labels.size() + 1];
    columns[0] = "from";
    for (int j = 0; j < labels.size(); j++) {
      columns[j + 1] = "to " + labels.get(j);
    }
    Frame frame = Frame.of(columns);
    for (int i = 0; i < labels.size(); i++) {
      Object[] row = new Object[columns.length];
      row[0] = labels.get(i);
      for (int j = 0; j < labels.size(); j++) {
        row[j + 1] = Double.isInfinite(times[i][j]) ? (Object) "never, perhaps" : times[i][j];
      }
      frame.row(row);
    }
    out.table("Mean time to reach a state for the first time" + inUnit(), frame);
  }

  /** The entropy production as a sentence, and as a metric where it is finite. */
  String production(double[] law, Findings out) {
    if (law.length == 0) {
      return "";
    }
    double production = chain.entropyProductionNats(law);
    if (Double.isInfinite(production)) {
      return "Entropy production: infinite, for some jumps have no way back.";
    }
    out.metric("entropy_production", production);
    return "Entropy production: %s nats%s; 0 would mean equilibrium."
        .formatted(Wording.number(production), perUnit());
  }

  /** Five relaxation times, or ten mean stays where nothing relaxes. */
  double usualHorizon() {
    double[] times = chain.relaxationTimes();
    return times.length > 0 ? 5 * times[0] : 1;
  }

  /** Times at which the law is shown. */
  static double[] places(double horizon) {
    return IntStream.range(0, PLACES).mapToDouble(k -> horizon * k / (PLACES - 1)).toArray();
  }

  /** Law over time [state][place]. */
  double[][] laws(double[] initial, double[] places) {
    double[][] laws = new double[labels.size()][places.length];
    for (int k = 0; k < places.length; k++) {
      double[] law = chain.law(initial, places[k]);
      for (int i = 0; i < law.length; i++) {
        laws[i][k] = law[i];
      }
    }
    return laws;
  }

  /** The chart of the law over time without its lines. */
  Plot plot() {
    return Plot.of("Share of each state over time").x("time" + inUnit()).y("probability");
  }

  /** The rates as a heat map. */
  Chart heatMap(String title) {
    double[][] rates = chain.rates();
    for (int i = 0; i < rates.length; i++) {
      rates[i][i] = Double.NaN;
    }
    return Plot.of(title)
        .x(Chart.Axis.category("to", labels))
        .y(Chart.Axis.category("from", labels))
        .matrix("rate" + perUnit(), rates)
        .chart();
  }
}
