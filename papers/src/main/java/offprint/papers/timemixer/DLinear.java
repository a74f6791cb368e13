package offprint.papers.timemixer;

import ai.djl.ndarray.NDArray;
import java.util.random.RandomGenerator;
import offprint.kernels.series.MovingAverage;
import offprint.kernels.torch.Functional;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Session;
import org.jspecify.annotations.Nullable;

/**
 * The paper's linear baseline (Zeng et al., AAAI 2023): the window is split by the moving average
 * of 25, and trend and season each have one linear map along time, shared by the channels.
 */
final class DLinear implements Model {
  private static final int KERNEL = 25;

  private final Parameters parameters;
  private final NDArray average;

  DLinear(Session session, int lookback, int horizon, RandomGenerator random) {
    this.parameters =
        Parameters.declare()
            .linear("season", lookback, horizon)
            .linear("trend", lookback, horizon)
            .on(session, random);
    this.average =
        session.constant(MovingAverage.matrix(lookback, KERNEL), lookback, lookback).transpose();
  }

  @Override
  public String name() {
    return "DLinear, trained";
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public NDArray forecast(NDArray x, @Nullable NDArray calendar, boolean training) {
    Parameters.Views p = parameters.views();
    NDArray trend = x.matMul(average);
    NDArray season = x.sub(trend);
    return Functional.linear(season, p.get("season.weight"), p.get("season.bias"))
        .add(Functional.linear(trend, p.get("trend.weight"), p.get("trend.bias")));
  }

  @Override
  public int windowsAtOnce(boolean training) {
    return 256;
  }
}
