package offprint.papers.maxentmechanics;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.Wording;
import offprint.kernels.markov.Spectrum;
import offprint.kernels.markov.StationaryLaw;
import offprint.kernels.markov.TransitionMatrix;
import offprint.kernels.special.ChiSquared;
import offprint.kernels.table.TableWriter;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Table;

/** The report of one maximum-caliber fit. */
final class PathFit {

  private static final int MOST_IN_MAP = 40;

  private final Path.Params params;
  private final Run run;
  private final StateSequence sequence;
  private final List<String> names;
  private final double[][][] fluxes;
  private final double[][] empirical;
  private final double[] law;
  private final double[] targets;

  PathFit(Path.Params params, Run run) throws IOException {
    this.params = params;
    this.run = run;
    sequence = StateSequence.read(run, params.data(), params.column(), params.sequence());
    int n = sequence.states().size();
    if (params.horizon() * n > 20_000) {
      throw new IllegalArgumentException(
          "horizon x states must be at most 20000: got %d x %d".formatted(params.horizon(), n));
    }
    List<Flux> parsed = params.fluxes().stream().map(Flux::parse).toList();
    names = parsed.stream().map(Flux::name).toList();
    fluxes = parsed.stream().map(f -> f.over(sequence.states())).toArray(double[][][]::new);
    empirical = sequence.transition(params.smoothing());
    law = StationaryLaw.of(empirical);
    targets = new double[fluxes.length];
    for (int k = 0; k < targets.length; k++) {
      targets[k] = params.targets().isEmpty() ? mean(fluxes[k]) : params.targets().get(k);
    }
  }

  private double mean(double[][] flux) {
    double mean = 0;
    for (int x = 0; x < law.length; x++) {
      for (int y = 0; y < law.length; y++) {
        mean += law[x] * empirical[x][y] * flux[x][y];
      }
    }
    return mean;
  }

  Report report() throws IOException {
    CaliberLadder ladder =
        new CaliberLadder(
            reference(),
            names,
            fluxes,
            targets,
            params.tol(),
            params.maxIter(),
            i -> run.progress(0.2, "Newton step " + i));
    MaximumCaliber model = ladder.top();
    double[] lost = new double[fluxes.length];
    for (int k = 0; k < lost.length; k++) {
      run.progress(0.3 + 0.2 * k / lost.length, "leaving out " + names.get(k));
      lost[k] = ladder.lossWithout(k);
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    List<Report.Block> blocks = new ArrayList<>();
    blocks.add(
        new Chart(
            "Which flux matters",
            Chart.Axis.category("flux", names),
            Chart.Axis.linear("lost without it (nats per step)"),
            List.of(Chart.Series.bars("KL rate", lost)),
            "How far the chain moves when this mean flux alone is forgotten."));
    if (law.length <= MOST_IN_MAP) {
      blocks.add(irreversibility());
    }
    blocks.addAll(new Transient(params, model.chain(), fluxes[0], run).blocks(metrics));
    blocks.add(multipliers(model, lost));
    blocks.add(levels(ladder));
    blocks.add(chains(model, metrics));
    blocks.addAll(notes(model));
    write(model);
    metrics.put("log_growth", model.chain().logGrowth());
    metrics.put("newton_steps", (double) model.iterations());
    metrics.put("loss_rate_nats", CaliberLadder.rate(empirical, law, model.chain()));
    for (int k = 0; k < targets.length; k++) {
      metrics.put("multiplier_" + (k + 1), model.multiplier(k));
    }
    int most = 0;
    for (int k = 1; k < lost.length; k++) {
      most = lost[k] > lost[most] ? k : most;
    }
    return new Report(
        "The least committed chain with %s loses %s nats a step against the data; %s matters most."
            .formatted(
                Wording.count(fluxes.length, "mean flux", "mean fluxes"),
                Wording.number(metrics.getOrDefault("loss_rate_nats", Double.NaN)),
                names.get(most)),
        blocks,
        metrics);
  }

  private double[][] reference() {
    if (params.reference() == Path.Reference.EMPIRICAL) {
      return empirical;
    }
    int n = law.length;
    double[][] uniform = new double[n][n];
    for (int x = 0; x < n; x++) {
      int moves = 0;
      for (double p : empirical[x]) {
        moves += p > 0 ? 1 : 0;
      }
      for (int y = 0; y < n; y++) {
        uniform[x][y] = empirical[x][y] > 0 ? 1.0 / moves : 0;
      }
    }
    return uniform;
  }

  /** Which pairs of states produce entropy in the data. */
  private Chart irreversibility() {
    int n = law.length;
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<Double> z = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double forth = law[a] * empirical[a][b];
        double back = law[b] * empirical[b][a];
        if (forth > 0 && back > 0 && a != b) {
          x.add((double) b);
          y.add((double) a);
          z.add(0.5 * (forth - back) * StrictMath.log(forth / back));
        }
      }
    }
    return new Chart(
        "Where the data are irreversible",
        Chart.Axis.category("to", sequence.states()),
        Chart.Axis.category("from", sequence.states()),
        List.of(new Chart.Series("nats per step", Chart.Mark.CELL, x, y, z, true)),
        "Entropy production of each pair of states; all of it is 0 in equilibrium.");
  }

  private Table multipliers(MaximumCaliber model, double[] lost) {
    double steps = sequence.steps();
    double[] errors = model.standardErrors(steps);
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < targets.length; k++) {
      double statistic = 2 * steps * lost[k];
      rows.add(
          List.of(
              names.get(k),
              mean(fluxes[k]),
              targets[k],
              model.isKept(k) ? model.multiplier(k) : "fixed by the others",
              errors[k],
              model.multiplier(k) / errors[k],
              lost[k],
              model.isKept(k) ? ChiSquared.tail(statistic, 1) : Double.NaN));
    }
    return new Table(
        "Fluxes and their forces",
        List.of(
            "flux",
            "measured",
            "target",
            "multiplier λ",
            "± se",
            "z",
            "lost without it (nats per step)",
            "p-value"),
        rows);
  }

  private Table levels(CaliberLadder ladder) {
    boolean measured = params.targets().isEmpty();
    double[][] truth = measured ? empirical : ladder.top().chain().transition();
    double[] truthLaw = measured ? law : ladder.top().chain().stationary();
    List<List<Object>> rows = new ArrayList<>();
    double before = Double.NaN;
    for (int l = 0; l <= targets.length; l++) {
      TiltedChain chain = ladder.models().get(l).chain();
      double loss = CaliberLadder.rate(truth, truthLaw, chain);
      rows.add(
          List.of(
              l == 0 ? "reference only" : "+ " + names.get(l - 1),
              TransitionMatrix.entropyRateNats(chain.transition(), chain.stationary()),
              loss,
              before - loss,
              -chain.logGrowth(),
              ladder.models().get(l).iterations()));
      before = loss;
    }
    return new Table(
        "Information by levels (nats per step)",
        List.of(
            "known",
            "entropy rate",
            measured ? "KL rate of the data" : "KL rate of the last level",
            "fall",
            "process free energy",
            "Newton steps"),
        rows);
  }

  private Table chains(MaximumCaliber model, Map<String, Double> metrics) {
    TiltedChain chain = model.chain();
    double data = TransitionMatrix.irreversibilityNats(empirical, law);
    double fitted = TransitionMatrix.irreversibilityNats(chain.transition(), chain.stationary());
    if (Double.isFinite(data)) {
      metrics.put("irreversibility_data_nats", data);
      metrics.put("irreversibility_model_nats", fitted);
    }
    return new Table(
        "The chains",
        List.of("", "data", "maximum caliber"),
        List.of(
            List.of("irreversibility (nats per step)", finite(data), finite(fitted)),
            List.of(
                "entropy rate (nats per step)",
                TransitionMatrix.entropyRateNats(empirical, law),
                TransitionMatrix.entropyRateNats(chain.transition(), chain.stationary())),
            List.of(
                "spectral gap",
                Spectrum.of(empirical, law).gap(),
                Spectrum.of(chain.transition(), chain.stationary()).gap())));
  }

  private static Object finite(double value) {
    return Double.isFinite(value) ? value : "infinite";
  }

  private List<Note> notes(MaximumCaliber model) {
    List<Note> notes = new ArrayList<>();
    int pairs = 0;
    for (int x = 0; x < law.length; x++) {
      for (int y = 0; y < law.length; y++) {
        if (empirical[x][y] > 0 && !(empirical[y][x] > 0)) {
          double[][] smoothed = sequence.transition(0.5);
          notes.add(
              Note.warning(
                  "The move %s > %s is never reversed: irreversibility is infinite. With smoothing 0.5 it is %.6g nats per step."
                      .formatted(
                          sequence.states().get(x),
                          sequence.states().get(y),
                          TransitionMatrix.irreversibilityNats(
                              smoothed, StationaryLaw.of(smoothed)))));
          x = law.length - 1;
          break;
        }
        pairs += x < y && empirical[x][y] > 0 ? 1 : 0;
      }
    }
    if (notes.isEmpty()) {
      notes.add(
          Note.text(
              "A reversible chain watched for %.0f steps would show about %.2g nats per step by chance."
                  .formatted(
                      sequence.steps(),
                      2.0 * Math.max(0, pairs - law.length + 1) / sequence.steps())));
    }
    if (params.smoothing() > 0) {
      notes.add(
          Note.notice(
              "smoothing = %s is added to the count of every move that occurs, or whose reverse occurs."
                  .formatted(params.smoothing())));
    }
    if (!model.isConverged()) {
      notes.add(
          Note.warning(
              "tol = %s is below what rounding allows: fluxes are missed by %.3g sd."
                  .formatted(params.tol(), model.residual())));
    }
    return notes;
  }

  private void write(MaximumCaliber model) throws IOException {
    try (TableWriter file =
        new TableWriter(run.create("transitions.csv"), "from", "to", "data", "maximum_caliber")) {
      for (int x = 0; x < law.length; x++) {
        for (int y = 0; y < law.length; y++) {
          if (empirical[x][y] > 0) {
            file.row(
                sequence.states().get(x),
                sequence.states().get(y),
                empirical[x][y],
                model.chain().transition()[x][y]);
          }
        }
      }
    }
  }
}
