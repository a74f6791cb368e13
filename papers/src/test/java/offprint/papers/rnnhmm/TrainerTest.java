package offprint.papers.rnnhmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.kernels.torch.Session;
import offprint.kernels.transport.Sinkhorn;
import offprint.kernels.transport.Sinkhorn.Cloud;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
  private static final Design DESIGN = new Design(6, 3, 3, 1.6);
  private static final Plan PLAN = new Plan(5, 16, 1, 1e-3, 0.9, 0.2, 0.7);

  /** Two numbers a step, normal. */
  private record Normals() implements Target {
    @Override
    public int outputs() {
      return 2;
    }

    @Override
    public boolean symbols() {
      return false;
    }

    @Override
    public void draw(float[] points, int count, int length, RandomGenerator random) {
      for (int i = 0; i < points.length; i++) {
        points[i] = (float) random.nextGaussian();
      }
    }

    @Override
    public double diameter(int length) {
      return 6;
    }
  }

  /** Points and the surrogate whose gradient is the loss's: sum of g times what gradients pass. */
  private record Outputs(double[] points, double[] passed) {}

  private static Outputs outputs(Rnn rnn, float[][] batch, boolean symbols) {
    int length = PLAN.length();
    int k = rnn.outputs();
    double[] points = new double[PLAN.batch() * length * k];
    double[] passed = new double[points.length];
    for (int b = 0; b < PLAN.batch(); b++) {
      double[] h = new double[rnn.hidden()];
      double[] next = new double[rnn.hidden()];
      double[] drive = new double[rnn.hidden()];
      double[] x = new double[rnn.noise()];
      double[] score = new double[k];
      for (int t = 0; t < length; t++) {
        int cell = t * PLAN.batch() + b;
        for (int j = 0; j < x.length; j++) {
          x[j] = batch[0][cell * x.length + j];
        }
        rnn.drive(x, drive);
        Rnn.step(rnn.columns(), drive, h, next);
        System.arraycopy(next, 0, h, 0, h.length);
        rnn.readout(h, 0, score);
        int at = (b * length + t) * k;
        if (symbols) {
          double sum = 0;
          int best = 0;
          for (int o = 0; o < k; o++) {
            score[o] -= Math.log(-Math.log(batch[1][cell * k + o]));
            best = score[o] > score[best] ? o : best;
            sum += Math.exp(score[o] / PLAN.tau());
          }
          points[at + best] = 1;
          for (int o = 0; o < k; o++) {
            passed[at + o] = Math.exp(score[o] / PLAN.tau()) / sum;
          }
        } else {
          for (int o = 0; o < k; o++) {
            points[at + o] = score[o] + rnn.deviation()[o] * batch[1][cell * k + o];
            passed[at + o] = points[at + o];
          }
        }
      }
    }
    return new Outputs(points, passed);
  }

  /** Every weight's derivative against finite differences of a network written apart. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void gradientIsThatOfTheDivergence(boolean symbols) throws Exception {
    Target target = symbols ? new HmmTarget(ChainKind.LINEAR.model(2)) : new Normals();
    try (Session session = Session.open();
        NDScope _ = new NDScope()) {
      Trainer trainer = new Trainer(session, DESIGN, PLAN, target, 11);
      trainer.draw(new SplittableRandom(3));
      float[] found = trainer.gradient().toFloatArray();
      Rnn rnn = trainer.network();
      float[][] batch = trainer.batch();
      Outputs outputs = outputs(rnn, batch, symbols);
      double[] wanted = new double[batch[2].length];
      Arrays.setAll(wanted, i -> batch[2][i]);
      int dim = PLAN.length() * rnn.outputs();
      Sinkhorn.Result result =
          PLAN.sinkhorn()
              .of(
                  new Cloud(outputs.points, dim),
                  new Cloud(wanted, dim),
                  target.diameter(PLAN.length()));
      assertThat(found[found.length - 1]).isCloseTo((float) result.value(), within(1e-3f));
      int at = 0;
      for (double[] weights :
          new double[][] {rnn.u(), rnn.w(), rnn.v(), rnn.offset(), rnn.deviation()}) {
        for (int i = 0; i < weights.length; i++) {
          double kept = weights[i];
          double step = 1e-5;
          weights[i] = kept + step;
          double above = dot(result.gradient(), outputs(rnn, batch, symbols).passed);
          weights[i] = kept - step;
          double below = dot(result.gradient(), outputs(rnn, batch, symbols).passed);
          weights[i] = kept;
          double expected = (above - below) / (2 * step);
          assertThat((double) found[at++])
              .isCloseTo(expected, within(2e-3 * Math.max(0.3, Math.abs(expected))));
        }
      }
      assertThat(at).isEqualTo(found.length - 1);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
