package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;
import offprint.harness.Part;
import offprint.kernels.series.Forecaster;
import offprint.kernels.series.Problem;
import offprint.kernels.series.Windows;
import offprint.kernels.torch.Adam;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.OneCycle;
import offprint.kernels.torch.Session;
import offprint.kernels.torch.StagingBuffer;
import offprint.kernels.torch.Training;
import org.jspecify.annotations.Nullable;

/** Trains a model on a problem's train windows and forecasts with it. */
final class Fit implements Forecaster {
  private static final int PATIENCE = 10;
  private static final double RISE = 0.2;

  /** Number of validation windows, evenly spread; neighbouring windows differ in one row only. */
  private static final int VALIDATION_WINDOWS = 1000;

  private final Session session;
  private final Model model;
  private final StagingBuffer x;
  private final StagingBuffer y;
  private final StagingBuffer calendar;

  Fit(Session session, Model model) {
    this.session = session;
    this.model = model;
    this.x = session.staging();
    this.y = session.staging();
    this.calendar = session.staging();
  }

  /**
   * Mean squared error on scaled values, Adam, one-cycle rate, best epoch kept.
   *
   * @throws ArithmeticException if the training diverges, naming the step
   */
  Training.Outcome train(Problem problem, Plan plan, RandomGenerator random, Part part) {
    Windows windows = problem.train();
    int[] order = windows.all();
    int steps = plan.stepsPerEpoch(windows.count());
    int[] checked = problem.validation().spread(VALIDATION_WINDOWS);
    try {
      return new Training(plan.epochs(), steps, PATIENCE)
          .run(
              model.parameters(),
              new Adam(model.parameters()),
              new OneCycle(plan.lr(), plan.epochs() * steps, RISE),
              (_, step) -> {
                int from = step * plan.batch();
                int n = Math.min(plan.batch(), order.length - from);
                if (step == 0) {
                  shuffle(order, Math.min(order.length, steps * plan.batch()), random);
                }
                return step(windows, order, from, n, part);
              },
              () ->
                  Problem.judge(
                          this, problem.validation(), checked, problem.sum(), _ -> part.repeat())
                      .mse(),
              part);
    } catch (ArithmeticException e) {
      throw new ArithmeticException(
          "%s: the training diverges, lower lr (it is %s)".formatted(e.getMessage(), plan.lr()));
    }
  }

  /** The first {@code n} places of a random permutation. */
  private static void shuffle(int[] order, int n, RandomGenerator random) {
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i, order.length);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
  }

  /** The gradient of one batch, gathered in parts that each take a fraction of a second. */
  private double step(Windows windows, int[] order, int from, int n, Part part) {
    double loss = 0;
    int most = model.windowsAtOnce(true);
    double parts = Math.ceilDiv(n, most);
    int size = (int) Math.ceil(n / parts);
    for (int done = 0; done < n; done += size) {
      part.repeat();
      Windows.Batch batch = windows.batch(order, from + done, Math.min(size, n - done));
      double share = 1.0 / ((double) n * batch.channels() * batch.horizon());
      loss +=
          Gradient.of(
              () -> {
                NDArray forecast = model.forecast(inputs(batch), dates(batch), true);
                NDArray truth = y.put(batch.y(), batch.size(), batch.channels(), batch.horizon());
                return Functional.scale(forecast.sub(truth).square().sum(), share);
              });
    }
    return loss;
  }

  NDArray inputs(Windows.Batch batch) {
    return x.put(batch.x(), batch.size(), batch.channels(), batch.lookback());
  }

  @Nullable NDArray dates(Windows.Batch batch) {
    int features = batch.calendar().length / (batch.size() * batch.lookback());
    return features == 0
        ? null
        : calendar.put(batch.calendar(), features, batch.size(), batch.lookback());
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public float[] forecast(Windows.Batch batch) {
    return session.evaluate(() -> model.forecast(inputs(batch), dates(batch), false));
  }

  @Override
  public int windowsAtOnce() {
    return model.windowsAtOnce(false);
  }
}
