package offprint.papers.rnnhmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.torch.Safetensors.Tensor;
import org.junit.jupiter.api.Test;

class RnnTest {
  /** Element k of matrix j is s_j sin(1 + 1.3 j + .57 k). */
  private static Rnn reference() {
    return new Rnn(
        5,
        3,
        3,
        sines(1, 0.5, 15),
        sines(0, 0.6, 25),
        sines(2, 0.8, 15),
        new double[0],
        new double[0]);
  }

  private static double[] sines(int j, double scale, int size) {
    double[] values = new double[size];
    Arrays.setAll(values, k -> scale * Math.sin(1 + 1.3 * j + 0.57 * k));
    return values;
  }

  private static double[] run(Rnn rnn, double[] h, double[][] inputs) {
    double[] drive = new double[rnn.hidden()];
    for (double[] x : inputs) {
      rnn.drive(x, drive);
      double[] next = new double[h.length];
      Rnn.step(rnn.columns(), drive, h, next);
      h = next;
    }
    return h;
  }

  private static double[][] cosines(int steps, double scale) {
    double[][] x = new double[steps][3];
    for (int t = 0; t < steps; t++) {
      for (int i = 0; i < 3; i++) {
        x[t][i] = scale * Math.cos(0.9 * (3 * t + i));
      }
    }
    return x;
  }

  @Test
  void statesReadoutAndSpectrumAreThoseOfTheReference() {
    Rnn rnn = reference();
    assertThat(run(rnn, new double[5], cosines(1, 1)))
        .containsExactly(new double[] {.48962955, 0, 0, .67752306, .13875742}, within(1e-8));
    double[] h = run(rnn, new double[5], cosines(12, 1));
    assertThat(h)
        .containsExactly(new double[] {.68328437, 0, 1.34899322, 0, .44557204}, within(1e-8));
    double[] logits = new double[3];
    rnn.readout(h, 0, logits);
    assertThat(logits)
        .containsExactly(new double[] {-1.46053331, 1.36078256, -1.14614703}, within(1e-8));
    double[] quiet = run(rnn, h, new double[6][3]);
    assertThat(Math.sqrt(Arrays.stream(quiet).map(a -> a * a).sum()))
        .isCloseTo(1.840291630957, within(1e-11));
    assertThat(rnn.spectralRadius()).isCloseTo(0.414235002719, within(1e-11));
    assertThat(rnn.unstableDirections(h)).isEqualTo(1);
  }

  @Test
  void statesScaleWithTheNoise() {
    double[] one = run(reference(), new double[5], cosines(12, 1));
    double[] seven = run(reference(), new double[5], cosines(12, 7));
    for (int i = 0; i < 5; i++) {
      assertThat(seven[i]).isCloseTo(7 * one[i], within(1e-12 * Math.max(1, seven[i])));
    }
  }

  @Test
  void theOrderOfNeuronsAndTheReadoutOfSilentOnesDoNotMatter() {
    Rnn rnn = reference();
    int[] order = {3, 1, 4, 0, 2};
    double[] u = new double[15];
    double[] w = new double[25];
    double[] v = new double[15];
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 5; j++) {
        w[i * 5 + j] = rnn.w()[order[i] * 5 + order[j]];
      }
      for (int j = 0; j < 3; j++) {
        u[i * 3 + j] = rnn.u()[order[i] * 3 + j];
        v[j * 5 + i] = rnn.v()[j * 5 + order[i]];
      }
    }
    Rnn permuted = new Rnn(5, 3, 3, u, w, v, new double[0], new double[0]);
    double[] expected = new double[3];
    double[] found = new double[3];
    rnn.readout(run(rnn, new double[5], cosines(12, 1)), 0, expected);
    permuted.readout(run(permuted, new double[5], cosines(12, 1)), 0, found);
    assertThat(found).containsExactly(expected, within(1e-12));

    Rnn silent = rnn.silenced(List.of(2));
    double[] h = run(silent, new double[5], cosines(12, 1));
    assertThat(h[2]).isZero();
    double[] other = rnn.v().clone();
    other[2] = 99;
    Rnn changed = new Rnn(5, 3, 3, silent.u(), silent.w(), other, new double[0], new double[0]);
    silent.readout(h, 0, expected);
    changed.readout(h, 0, found);
    assertThat(found).containsExactly(expected);
  }

  @Test
  void tensorsOfOtherNetworksAreRefusedByName() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(reference().tensors());
    assertThat(Rnn.of(tensors).hidden()).isEqualTo(5);
    tensors.put("rnn.bias_ih_l0", Tensor.of(new float[] {1, 0, 0, 0, 0}, 5));
    assertThatThrownBy(() -> Rnn.of(tensors))
        .hasMessage("tensor 'rnn.bias_ih_l0' must be absent: the network has no biases");
    Map<String, Tensor> wrong = new LinkedHashMap<>(reference().tensors());
    wrong.put(Design.RECURRENT, Tensor.of(new float[20], 5, 4));
    assertThatThrownBy(() -> Rnn.of(wrong))
        .hasMessage("tensor 'rnn.weight_hh_l0' must have shape [5, 5]: got [5, 4]");
    wrong.remove(Design.INPUT);
    assertThatThrownBy(() -> Rnn.of(wrong)).hasMessage("the file has no tensor 'rnn.weight_ih_l0'");
  }

  @Test
  void theFirstNetworkIsStable() {
    Rnn first = Trainer.untrained(new Design(64, 16, 5, 1.6), 3, true, 7);
    assertThat(first.spectralRadius()).isBetween(0.7, 1.2);
    double[] h = new double[64];
    SplittableRandom random = new SplittableRandom(2);
    Arrays.setAll(h, _ -> Math.max(0, random.nextGaussian()));
    assertThat(first.unstableDirections(h)).isZero();
  }
}
