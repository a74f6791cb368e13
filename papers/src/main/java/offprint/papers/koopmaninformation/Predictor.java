package offprint.papers.koopmaninformation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import offprint.kernels.dynamics.ExtendedDmd;
import offprint.kernels.dynamics.Monomials;

/** Foretells states. */
interface Predictor {
  /** As it stands in a sentence. */
  String name();

  /** The states after 1, 2, … steps [steps][dimension]. */
  double[][] forecast(double[] state, int steps);

  /** Repeats the last state. */
  record Persistence() implements Predictor {
    @Override
    public String name() {
      return "the last state";
    }

    @Override
    public double[][] forecast(double[] state, int steps) {
      double[][] forecast = new double[steps][];
      for (int s = 0; s < steps; s++) {
        forecast[s] = state.clone();
      }
      return forecast;
    }
  }

  /** Linear in products of the state's coordinates up to a degree; degree 1 is affine DMD. */
  record Linear(int degree, ExtendedDmd operator) implements Predictor {
    /** More features than this are not fitted. */
    private static final int MOST_FEATURES = 600;

    /** Fitted to all neighbouring states of the runs. */
    static Linear fit(List<double[][]> runs, int degree) {
      List<double[]> from = new ArrayList<>();
      List<double[]> to = new ArrayList<>();
      for (double[][] run : runs) {
        for (int t = 0; t + 1 < run.length; t++) {
          from.add(run[t]);
          to.add(run[t + 1]);
        }
      }
      Monomials dictionary = Monomials.upTo(runs.getFirst()[0].length, degree);
      return new Linear(
          degree,
          ExtendedDmd.fit(dictionary, from.toArray(double[][]::new), to.toArray(double[][]::new)));
    }

    /** DMD, and EDMD of those of the degrees whose features are few enough. */
    static List<Predictor> all(List<double[][]> runs, int... degrees) {
      List<Predictor> all = new ArrayList<>(List.of(fit(runs, 1)));
      int pairs = runs.stream().mapToInt(run -> run.length - 1).sum();
      for (int degree : degrees) {
        double features = Monomials.count(runs.getFirst()[0].length, degree);
        if (features <= Math.min(MOST_FEATURES, pairs)) {
          all.add(fit(runs, degree));
        }
      }
      return all;
    }

    @Override
    public String name() {
      return degree == 1 ? "DMD" : "EDMD of degree " + degree;
    }

    @Override
    public double[][] forecast(double[] state, int steps) {
      return operator.forecast(state, steps);
    }
  }

  /** EDMD of the coefficients of the leading modes (POD) of many columns. */
  record Projected(Coordinates modes, Linear inner) implements Predictor {
    static Projected fit(List<double[][]> runs, int modes, int degree) {
      List<String> columns =
          IntStream.range(0, runs.getFirst()[0].length).mapToObj(Integer::toString).toList();
      Coordinates coordinates = Coordinates.of(columns, runs, 1, modes, false);
      return new Projected(coordinates, Linear.fit(coordinates.states(runs), degree));
    }

    @Override
    public String name() {
      return "%s, %d modes".formatted(inner.name(), modes.pod());
    }

    @Override
    public double[][] forecast(double[] state, int steps) {
      double[] coefficients = modes.states(new double[][] {state})[0];
      return Arrays.stream(inner.forecast(coefficients, steps))
          .map(modes::row)
          .toArray(double[][]::new);
    }
  }
}
