package offprint.papers.koopmaninformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.SplittableRandom;
import offprint.kernels.torch.Gradient;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossTest {
  private static final Design SMALL = new Design(3, 4, Design.Operator.LEARNED, false);

  private static Objective objective(boolean rollout) {
    return new Objective(.1, 1, .1, 2, .5, rollout, Objective.Sign.PAPER);
  }

  /** Tensor t has the entries .3 sin(.7 j + t). */
  private static void fill(Network network) {
    int[] sizes = {8, 4, 16, 4, 12, 3, 12, 4, 16, 4, 8, 2, 9};
    double[] values = network.parameters().values();
    int at = 0;
    for (int t = 0; t < sizes.length; t++) {
      for (int j = 0; j < sizes[t]; j++) {
        values[at++] = .3 * Math.sin(.7 * j + t);
      }
    }
    assertThat(at).isEqualTo(values.length);
    network.parameters().set(values);
  }

  private static double[] states() {
    double[] x = new double[20];
    for (int i = 0; i < 10; i++) {
      x[2 * i] = Math.sin(.5 * i);
      x[2 * i + 1] = Math.cos(.5 * i);
    }
    return x;
  }

  @ParameterizedTest
  @CsvSource({
    "false, .5461282276405279, .03414056169808774, 1.2335317292921175",
    "true, .5461476152408348, .04100640073004794, 1.2404169559243847"
  })
  void referenceLoss(boolean rollout, double forward, double koopman, double total) {
    try (Session session = Session.open()) {
      Network network = new Network(session, SMALL, 2, new SplittableRandom(1), DataType.FLOAT64);
      fill(network);
      Objective objective = objective(rollout);
      Loss loss = new Loss(session, SMALL, objective, 9, new SplittableRandom(1), DataType.FLOAT64);
      NDArray x = session.constant(states(), 1, 10, 2);
      Gradient.of(() -> loss.of(x, network.parameters().views()));
      Loss.Parts parts = loss.last();
      assertThat(parts.forward()).isCloseTo(forward, within(1e-9));
      assertThat(parts.identity()).isCloseTo(.5784433922560933, within(1e-9));
      assertThat(parts.koopman()).isCloseTo(koopman, within(1e-9));
      assertThat(parts.information()).isCloseTo(.81022641020474, within(1e-9));
      assertThat(parts.entropy()).isCloseTo(.06203093323065183, within(1e-9));
      assertThat(parts.total(objective)).isCloseTo(total, within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({"true, LEARNED, false", "false, LEARNED, false", "true, LEARNED, true"})
  void gradientIsThatOfFiniteDifferences(
      boolean rollout, Design.Operator operator, boolean variational) {
    Design design = new Design(3, 4, operator, variational);
    Objective objective = objective(rollout);
    try (Session session = Session.open()) {
      Network network = new Network(session, design, 2, new SplittableRandom(4), DataType.FLOAT64);
      NDArray x = session.constant(states(), 1, 10, 2);
      double[] values = network.parameters().values();
      Gradient.of(() -> loss(session, design, objective).of(x, network.parameters().views()));
      double[] gradient = network.parameters().flat().getGradient().toDoubleArray();
      for (int i = 0; i < values.length; i += 7) {
        double[] moved = values.clone();
        double h = 1e-5;
        moved[i] += h;
        network.parameters().set(moved);
        double up = total(session, design, objective, x, network);
        moved[i] -= 2 * h;
        network.parameters().set(moved);
        double down = total(session, design, objective, x, network);
        assertThat(gradient[i]).isCloseTo((up - down) / (2 * h), within(2e-6));
      }
    }
  }

  private static Loss loss(Session session, Design design, Objective objective) {
    return new Loss(session, design, objective, 9, new SplittableRandom(8), DataType.FLOAT64);
  }

  private static double total(
      Session session, Design design, Objective objective, NDArray x, Network network) {
    Loss loss = loss(session, design, objective);
    loss.of(x, network.parameters().views());
    return loss.last().total(objective);
  }

  @ParameterizedTest
  @CsvSource({"3, .07, 2.61009740740989", "3, .5, .97887748968769", "1, .5, 1.2753069321692"})
  void referenceInformation(int neighbours, double temperature, double expected) {
    Objective objective =
        new Objective(1, 1, 0, neighbours, temperature, true, Objective.Sign.PAPER);
    try (Session session = Session.open()) {
      Loss loss =
          new Loss(session, SMALL, objective, 11, new SplittableRandom(1), DataType.FLOAT64);
      NDArray z = session.constant(Latents.flat(), 1, 12, 3);
      assertThat(loss.information(z).getDouble()).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void ridgeOperatorOfTheReferenceLatents() {
    double[] operator = RidgeOperator.mean(Latents.flat(), 12, 3);
    double[] first = {1.2081080140380, .0748580194931, .4074936008360};
    for (int j = 0; j < 3; j++) {
      assertThat(operator[j]).isCloseTo(first[j], within(1e-9));
    }
  }
}
