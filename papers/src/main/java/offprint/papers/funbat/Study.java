package offprint.papers.funbat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Race;
import offprint.kernels.gp.DenseGp;
import offprint.kernels.gp.Matern;
import offprint.kernels.table.TextTable;
import offprint.method.Run;
import offprint.method.Source;

/** One pollutant of the Beijing air: CP and Tucker of some ranks beside the baselines. */
final class Study {
  private static final List<String> MODES = List.of("temperature", "pressure", "day");
  private static final double[] UNITS = {427, 500, 1460};
  private static final double LENGTHSCALE = 0.1;
  private static final int[] COARSE = {50, 50, 150};
  private static final int[] FINE = {100, 100, 300};

  private final String pollutant;
  private final Rows train;
  private final Rows test;
  private final Scaling scaling;

  private Study(String pollutant, Rows train, Rows test) {
    this.pollutant = pollutant;
    this.train = train;
    this.test = test;
    scaling = new Scaling(new double[3], UNITS, 0, 1); // values are standardised as they come
  }

  /**
   * What was found.
   *
   * @param race baselines and models by RMSE and MAE
   * @param models one row a model: form, rank, rmse, mae, coverage, sweeps, bound
   */
  record Found(Race race, Frame models, int falls) {
    double rmse(Design.Form form, int rank) {
      return models.where("form", name(form)).where("rank", rank).numbers("rmse")[0];
    }
  }

  static Study read(Findings out, String pollutant) throws IOException {
    TextTable table = new Inputs(out).table("data", Source.example("beijing-" + pollutant), MODES);
    Rows rows = Rows.read(table, MODES, null, table.numbers(table.column(pollutant)));
    int split = table.column("split");
    return new Study(
        pollutant,
        rows.where(n -> table.cell(n, split).equals("train")),
        rows.where(n -> table.cell(n, split).equals("test")));
  }

  static String name(Design.Form form) {
    return form == Design.Form.CP ? "CP" : "Tucker";
  }

  static Design design(
      Design.Form form, int rank, Matern kernel, int sweeps, Design.Start start, int starts) {
    return new Design(
        form,
        rank,
        kernel,
        List.of(LENGTHSCALE),
        List.of(1.0),
        sweeps,
        start,
        starts,
        1,
        1,
        0,
        false);
  }

  /** Fits CP and Tucker of each rank; CP from random starts, Tucker from cosines, as measured. */
  Found compare(
      List<Integer> ranks, boolean tucker, int sweeps, int starts, int gpRows, Run run, Part part) {
    Race race = Race.error("RMSE", "MAE").on("On %s".formatted(pollutant.toUpperCase(Locale.ROOT)));
    baselines(race, gpRows, run, Part.of(part, 0, 0.3, "baselines"));
    Frame models = Frame.of("form", "rank", "rmse", "mae", "coverage", "noise", "sweeps", "bound");
    List<Design> designs = new ArrayList<>();
    for (int rank : ranks) {
      designs.add(
          design(Design.Form.CP, rank, Matern.MATERN12, sweeps, Design.Start.RANDOM, starts));
      if (tucker) {
        designs.add(design(Design.Form.TUCKER, rank, Matern.MATERN12, sweeps, Design.Start.COS, 1));
      }
    }
    int falls = 0;
    for (int i = 0; i < designs.size(); i++) {
      Design design = designs.get(i);
      String name = "%s %d".formatted(name(design.form()), design.rank());
      Part step = Part.of(part, 0.3, 1, "").step(i, designs.size(), name);
      Fitting.Outcome outcome =
          new Fitting(scaling.scaled(train.coordinates()), train.values(), run.random())
              .fit(design, step);
      Posterior posterior = outcome.posterior();
      Scores scores =
          Scores.of(
              posterior.predict(scaling.scaled(test.coordinates())),
              posterior.noise(),
              scaling,
              test.values());
      race.own("FunBaT " + name, scores.rmse(), scores.mae());
      models.row(
          name(design.form()),
          design.rank(),
          scores.rmse(),
          scores.mae(),
          scores.coverage(),
          Math.sqrt(posterior.noise()),
          outcome.bounds().length,
          outcome.bound());
      falls += outcome.falls();
    }
    return new Found(race, models, falls);
  }

  private void baselines(Race race, int gpRows, Run run, Part part) {
    Baselines baselines = new Baselines(train, test, scaling, part);
    baselines.simple(race, MODES);
    double[][] x = scaling.scaled(train.coordinates());
    for (int rank : new int[] {2, 3}) {
      String name = "CP-ALS of rank %d on ".formatted(rank);
      Part watch = Part.of(part, 0.2, 0.5, "");
      Grid exact = Grid.ofIndices(x);
      baselines.cp(race, name + "50 bins", Grid.ofBins(x, COARSE), rank, 1, run.random(), watch);
      baselines.cp(race, name + "100 bins", Grid.ofBins(x, FINE), rank, 1, run.random(), watch);
      baselines.cp(race, name + "every index", exact, rank, 1, run.random(), watch);
      baselines.cp(race, name + "every index, ridge .1", exact, rank, 0.1, run.random(), watch);
      baselines.tucker(race, "Tucker-ALS of rank %d".formatted(rank), rank, run.random(), watch);
    }
    for (double[] scales : new double[][] {{1, 1, 0.01}, {0.1, 0.1, 0.1}}) {
      DenseGp.Covariance covariance = new DenseGp.Covariance(Matern.MATERN12, scales, 1);
      Kriging gp = Kriging.of(x, train.values(), gpRows, covariance, 0.1, run.random());
      baselines.add(
          race,
          "a Gaussian process, l %s, %s, %s".formatted(scales[0], scales[1], scales[2]),
          gp.predict(scaling.scaled(test.coordinates()), part));
    }
    baselines.gaussianProcess(race, gpRows, run.random());
  }

  /** The best RMSE of the baselines whose name begins so. */
  static double best(Race race, String beginning) {
    Frame frame = race.frame();
    double best = Double.POSITIVE_INFINITY;
    double[] values = frame.numbers("RMSE");
    List<String> names = frame.texts("method");
    for (int i = 0; i < values.length; i++) {
      if (names.get(i).startsWith(beginning)) {
        best = Math.min(best, values[i]);
      }
    }
    return best;
  }
}
