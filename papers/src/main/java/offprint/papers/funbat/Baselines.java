package offprint.papers.funbat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.kernels.tensor.CpAls;
import offprint.kernels.tensor.SparseTensor;
import offprint.kernels.tensor.TuckerAls;

/** What else one would do with scattered rows, simplest first; all in the units of inference. */
final class Baselines {
  private static final int ALS_SWEEPS = 30;
  private static final double RIDGE = 1;
  private static final int MOST_PAIRS = 400_000_000; // of a search for nearest rows
  private static final int NEAREST = 5;
  private static final int MOST_CORE = 64;

  private final double[][] train; // [K, rows]
  private final double[] y;
  private final double[][] test;
  private final Scaling scaling;
  private final double[] truth; // in the units of the data
  private final Part part;

  Baselines(Rows train, Rows test, Scaling scaling, Part part) {
    this.train = scaling.scaled(train.coordinates());
    this.test = scaling.scaled(test.coordinates());
    this.scaling = scaling;
    this.part = part;
    y = scaling.standardised(train.values());
    truth = test.values();
  }

  void add(Race race, String name, double[] predicted) {
    Scores scores = Scores.of(predicted, scaling, truth);
    race.baseline(name, scores.rmse(), scores.mae());
  }

  /** False where the rows are too many to search. */
  boolean searchesNearest() {
    return (long) y.length * truth.length <= MOST_PAIRS;
  }

  /** The training mean, the mean of the same index of each mode, the nearest rows. */
  Baselines simple(Race race, List<String> modes) {
    double mean = Arrays.stream(y).average().orElseThrow();
    double[] constant = new double[truth.length];
    Arrays.fill(constant, mean);
    add(race, "the training mean", constant);
    for (int k = 0; k < train.length; k++) {
      add(race, "the mean of the same " + modes.get(k), sameIndex(k, mean));
    }
    if (searchesNearest()) {
      double[][] nearest = nearest();
      add(race, "the nearest row", nearest[0]);
      add(race, "the %d nearest rows".formatted(NEAREST), nearest[1]);
    }
    return this;
  }

  /** The mean of the training rows with the same index in a mode, or of all where there is none. */
  private double[] sameIndex(int mode, double otherwise) {
    Axis axis = Axis.of(train[mode]);
    double[] sum = new double[axis.values().length];
    int[] count = new int[sum.length];
    for (int n = 0; n < y.length; n++) {
      sum[axis.index()[n]] += y[n];
      count[axis.index()[n]]++;
    }
    return Arrays.stream(test[mode])
        .map(
            x -> {
              int at = Arrays.binarySearch(axis.values(), x + 0.0);
              return at < 0 ? otherwise : sum[at] / count[at];
            })
        .toArray();
  }

  /** The value of the nearest row, and the mean of the nearest ones. */
  private double[][] nearest() {
    int most = Math.min(NEAREST, y.length);
    double[][] predicted = new double[2][truth.length];
    double[] distances = new double[most];
    double[] values = new double[most];
    for (int i = 0; i < truth.length; i++) {
      if (i % 256 == 0) {
        part.progress(0.2 * i / truth.length, "searching nearest rows");
      }
      Arrays.fill(distances, Double.POSITIVE_INFINITY);
      for (int n = 0; n < y.length; n++) {
        double square = 0;
        for (int k = 0; k < train.length; k++) {
          double step = train[k][n] - test[k][i];
          square += step * step;
        }
        if (square < distances[most - 1]) {
          insert(distances, values, square, y[n]);
        }
      }
      predicted[0][i] = values[0];
      predicted[1][i] = Arrays.stream(values).average().orElseThrow();
    }
    return predicted;
  }

  private static void insert(double[] distances, double[] values, double distance, double value) {
    int at = distances.length - 1;
    while (at > 0 && distances[at - 1] > distance) {
      distances[at] = distances[at - 1];
      values[at] = values[at - 1];
      at--;
    }
    distances[at] = distance;
    values[at] = value;
  }

  /** CP and Tucker decompositions of the table on every index, and on bins. */
  Baselines discrete(Race race, int rank, int bins, RandomGenerator random) {
    Part watch = Part.of(part, 0.2, 0.6, "");
    String of = " of rank " + rank;
    cp(race, "CP-ALS" + of + " on every index", Grid.ofIndices(train), rank, RIDGE, random, watch);
    cp(race, "CP-ALS" + of + " on bins", Grid.ofBins(train, bins), rank, RIDGE, random, watch);
    if (Math.pow(rank, train.length) <= MOST_CORE) {
      tucker(race, "Tucker-ALS" + of + " on every index", rank, random, watch);
    }
    return this;
  }

  void cp(
      Race race,
      String name,
      Grid grid,
      int rank,
      double ridge,
      RandomGenerator random,
      Part watch) {
    watch.progress(0.5, name);
    SparseTensor tensor = grid.tensor(train, y);
    CpAls fitted = CpAls.fit(tensor, rank, ridge, ALS_SWEEPS, random, watch::repeat);
    add(race, name, fitted.predict(grid.index(test)));
  }

  void tucker(Race race, String name, int rank, RandomGenerator random, Part watch) {
    watch.progress(0.8, name);
    Grid grid = Grid.ofIndices(train);
    SparseTensor tensor = grid.tensor(train, y);
    TuckerAls fitted = TuckerAls.fit(tensor, rank, RIDGE, ALS_SWEEPS, random, watch::repeat);
    add(race, name, fitted.predict(grid.index(test)));
  }

  /** A Gaussian process on some rows; see {@link Kriging}. */
  Baselines gaussianProcess(Race race, int rows, RandomGenerator random) {
    Kriging kriging = Kriging.tuned(train, y, rows, random, Part.of(part, 0.6, 1, ""));
    add(
        race,
        "a Gaussian process on %,d rows".formatted(kriging.rows()),
        kriging.predict(test, part));
    return this;
  }
}
