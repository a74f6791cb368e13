package offprint.papers.funbat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offprint.harness.ModelFile;
import offprint.kernels.gp.Matern;
import offprint.kernels.gp.MaternProcess;
import offprint.kernels.gp.PseudoObservations;
import offprint.kernels.table.TextTable;
import offprint.kernels.torch.Safetensors;

/**
 * What a model's file says beside its numbers. The numbers are the messages, from which the
 * posterior at any index follows.
 *
 * @param origins of modes that are dates, milliseconds since 1970
 * @param dates which modes are dates
 * @param lengthscales of each mode
 * @param variances of each mode
 * @param noise variance, in the units of inference
 */
record Trained(
    List<String> modes,
    String value,
    long[] origins,
    boolean[] dates,
    Design.Form form,
    int rank,
    Matern kernel,
    double[] lengthscales,
    double[] variances,
    double noise,
    Scaling scaling) {
  static final String METHOD = "funbat/fit";

  static void write(
      OutputStream out, Rows rows, String value, Fitting.Outcome outcome, Scaling scaling)
      throws IOException {
    Posterior posterior = outcome.posterior();
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    int modes = posterior.modes();
    int rank = posterior.rank();
    double[] lengthscales = new double[modes];
    double[] variances = new double[modes];
    for (int k = 0; k < modes; k++) {
      Factor factor = posterior.factors()[k];
      PseudoObservations evidence = factor.evidence();
      int n = evidence.x().length;
      lengthscales[k] = factor.process().lengthscale();
      variances[k] = factor.process().variance();
      tensors.put("index." + k, Safetensors.Tensor.of(evidence.x(), n));
      tensors.put("precision." + k, Safetensors.Tensor.of(evidence.precision(), n, rank, rank));
      tensors.put("shift." + k, Safetensors.Tensor.of(evidence.shift(), n, rank));
    }
    double[] core = posterior.core().mean();
    if (core.length > 0) {
      int size = core.length;
      tensors.put("core.mean", Safetensors.Tensor.of(core, size));
      tensors.put(
          "core.covariance", Safetensors.Tensor.of(posterior.core().covariance(), size, size));
    }
    Design design = outcome.design();
    Trained header =
        new Trained(
            rows.modes(),
            value,
            rows.origins(),
            rows.dates(),
            design.form(),
            rank,
            design.kernel(),
            lengthscales,
            variances,
            posterior.noise(),
            scaling);
    ModelFile.write(out, METHOD, header, tensors);
  }

  /** Rows of a table at the model's indices; values are NaN where it has none. */
  Rows rows(TextTable table) {
    double[] values = new double[table.rows()];
    Arrays.fill(values, Double.NaN);
    if (table.columns().contains(value)) {
      values = table.numbersOrGaps(table.column(value));
    }
    Rows rows = Rows.read(table, modes, origins, values);
    for (int k = 0; k < dates.length; k++) {
      if (rows.dates()[k] != dates[k]) {
        throw new IllegalArgumentException(
            "rows: column '%s' must hold %s, as in the model's training rows"
                .formatted(modes.get(k), dates[k] ? "dates" : "numbers"));
      }
    }
    return rows;
  }

  Posterior posterior(Safetensors file) {
    Factor[] factors = new Factor[modes.size()];
    for (int k = 0; k < factors.length; k++) {
      Safetensors.Tensor index = file.tensors().get("index." + k);
      int n = index == null ? 0 : Math.toIntExact(index.shape().getFirst());
      PseudoObservations evidence =
          new PseudoObservations(
              file.doubles("index." + k, n),
              rank,
              file.doubles("precision." + k, n, rank, rank),
              file.doubles("shift." + k, n, rank));
      factors[k] = Factor.of(new MaternProcess(kernel, lengthscales[k], variances[k]), evidence);
    }
    if (form == Design.Form.CP) {
      return new Posterior(factors, new SuperdiagonalCore(rank), noise);
    }
    int size = (int) Math.pow(rank, factors.length);
    Core core =
        new TuckerCore(
            rank,
            factors.length,
            file.doubles("core.mean", size),
            file.doubles("core.covariance", size, size));
    return new Posterior(factors, core, noise);
  }
}
