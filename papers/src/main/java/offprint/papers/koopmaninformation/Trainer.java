package offprint.papers.koopmaninformation;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.harness.Frame;
import offprint.harness.Part;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StagingBuffer;

/** Trains a network on windows of runs. */
record Trainer(Design design, Objective objective, Plan plan) {
  private static final double MOST_NORM = 1;
  private static final int SHOWN_POINTS = 100;

  /**
   * What came of a training.
   *
   * @param losses parts of the loss by step, in long form
   * @param refitted whether K was replaced by that of least squares
   */
  record Trained(KoopmanModel model, Frame losses, boolean refitted) {}

  /**
   * Trains on windows drawn from all runs, none across two of them.
   *
   * @param training states of each run [rows][dimension]
   * @param validation states of runs that decide whether K is refitted; may be empty
   * @throws ArithmeticException if a part of the loss is not finite, naming step and part
   */
  Trained train(
      String name, List<double[][]> training, List<double[][]> validation, long seed, Part part) {
    int dimension = training.getFirst()[0].length;
    SplittableRandom random = new SplittableRandom(seed);
    Frame losses = Frame.of("step", "part", "value");
    KoopmanModel model;
    try (Session session = Session.open()) {
      Network network = new Network(session, design, dimension, random, DataType.FLOAT32);
      Loss loss =
          new Loss(session, design, objective, plan.window(), random.split(), DataType.FLOAT32);
      Adam adam = new Adam(network.parameters());
      StagingBuffer staging = session.staging();
      Windows windows = new Windows(training, plan.window() + 1);
      int rows = plan.window() + 1;
      float[] batch = new float[plan.batch() * rows * dimension];
      int every = Math.max(1, plan.steps() / SHOWN_POINTS);
      for (int step = 0; step < plan.steps(); step++) {
        windows.draw(random, batch);
        try {
          Gradient.of(
              () ->
                  loss.of(
                      staging.put(batch, plan.batch(), rows, dimension),
                      network.parameters().views()));
        } catch (ArithmeticException e) {
          throw new ArithmeticException(
              "step %d: %s; lower alpha, gamma or lr".formatted(step + 1, e.getMessage()));
        }
        adam.step(plan.rate(step), MOST_NORM);
        if (step % every == 0) {
          tell(loss.last(), step, losses, part);
        }
        if (step % 10 == 0) {
          part.progress(
              (double) step / plan.steps(), "step %d of %d".formatted(step, plan.steps()));
        }
      }
      Map<String, Safetensors.Tensor> tensors = network.parameters().tensors();
      if (design.operator() == Design.Operator.RIDGE) {
        tensors.put("operator", ridge(tensors, dimension, training));
      }
      model = KoopmanModel.of(name, design, dimension, Safetensors.of(tensors, Map.of()));
    }
    if (plan.refit() && !validation.isEmpty()) {
      KoopmanModel other = model.refitted(training);
      if (error(other, validation) < error(model, validation)) {
        return new Trained(other, losses, true);
      }
    }
    return new Trained(model, losses, false);
  }

  private Safetensors.Tensor ridge(
      Map<String, Safetensors.Tensor> tensors, int dimension, List<double[][]> training) {
    KoopmanModel model = KoopmanModel.of("", design, dimension, Safetensors.of(tensors, Map.of()));
    int d = design.latent();
    double[] sum = new double[d * d];
    double rows = 0;
    for (double[][] run : model.encode(training)) {
      double[] flat = new double[run.length * d];
      for (int t = 0; t < run.length; t++) {
        System.arraycopy(run[t], 0, flat, t * d, d);
      }
      double[] one = RidgeOperator.mean(flat, run.length, d);
      rows += run.length;
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          sum[i * d + j] += run.length * one[j * d + i];
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= rows;
    }
    return Safetensors.Tensor.of(sum, d, d);
  }

  private static void tell(Loss.Parts parts, int step, Frame losses, Part part) {
    losses
        .row(step + 1, "foretold states", parts.forward())
        .row(step + 1, "reconstruction", parts.identity())
        .row(step + 1, "linearity", parts.koopman())
        .row(step + 1, "mutual information", parts.information())
        .row(step + 1, "entropy", parts.entropy());
    part.point("error of foretold states", step + 1.0, parts.forward());
  }

  /** Mean error over a window's steps. */
  private double error(KoopmanModel model, List<double[][]> validation) {
    Trial trial = new Trial(validation, plan.window(), model.name());
    double[] nrmse = trial.nrmse(model);
    double sum = 0;
    for (double value : nrmse) {
      sum += value;
    }
    return Double.isFinite(sum) ? sum : Double.POSITIVE_INFINITY;
  }

  /** Windows of equal length inside the runs. */
  private static final class Windows {
    private final List<double[][]> runs = new ArrayList<>();
    private final int rows;
    private final int[] ends;

    Windows(List<double[][]> all, int rows) {
      this.rows = rows;
      all.stream().filter(run -> run.length >= rows).forEach(runs::add);
      if (runs.isEmpty()) {
        throw new IllegalArgumentException(
            "data must have a run of at least %d states to train on: got none".formatted(rows));
      }
      ends = new int[runs.size()];
      int sum = 0;
      for (int r = 0; r < ends.length; r++) {
        sum += runs.get(r).length - rows + 1;
        ends[r] = sum;
      }
    }

    /** Fills [windows, rows, dimension], every window alike likely. */
    void draw(SplittableRandom random, float[] batch) {
      int at = 0;
      while (at < batch.length) {
        int number = random.nextInt(ends[ends.length - 1]);
        int r = 0;
        while (number >= ends[r]) {
          r++;
        }
        int start = number - (r == 0 ? 0 : ends[r - 1]);
        for (int t = start; t < start + rows; t++) {
          for (double value : runs.get(r)[t]) {
            batch[at++] = (float) value;
          }
        }
      }
    }
  }
}
