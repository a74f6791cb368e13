package offprint.papers.validatedinference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Built-in models on their own data, against exact answers that were computed elsewhere. */
class ContinuousTest {
  @TempDir Path folder;

  private Map<String, Double> metrics(String given) throws Exception {
    return new Bench(folder).run(new Fit(), given).report().metrics();
  }

  /** Forward algorithm: log Z and the smoothed law at the sixth value. */
  @Test
  void hiddenChain() throws Exception {
    Map<String, Double> metrics =
        metrics("{'model': 'hmm', 'pipeline': 'smc(n=20000, ess=1)', 'repeats': 4}");
    assertThat(metrics.get("log_evidence")).isCloseTo(-44.685841550865845, within(0.06));
    double mean = 0.000199512461 + 2 * 0.0141685147;
    assertThat(metrics.get("mean_path[5]")).isCloseTo(mean, within(0.01));
  }

  /** Kalman filter: log Z, mean and variance of the last state. */
  @Test
  void linearGaussianStateSpace() throws Exception {
    Map<String, Double> metrics =
        metrics("{'model': 'lgssm', 'pipeline': 'smc(n=10000, ess=1)', 'repeats': 4}");
    assertThat(metrics.get("log_evidence")).isCloseTo(-50.77151648380988, within(0.1));
    assertThat(metrics.get("mean_x")).isCloseTo(-0.6385213744019884, within(0.02));
    assertThat(Math.pow(metrics.get("sd_x"), 2)).isCloseTo(0.23102995772187204, within(0.01));
  }

  /** The naive baseline collapses: without moves few different particles are left. */
  @Test
  void movesKeepParticlesApart() throws Exception {
    double without = metrics("{'pipeline': 'smc(n=500, ess=0.5)', 'repeats': 1}").get("distinct");
    double with =
        metrics("{'pipeline': 'rmsmc(n=500, moves=5, every=10)', 'repeats': 1}").get("distinct");
    assertThat(without).isLessThan(100);
    assertThat(with).isGreaterThan(400);
  }
}
