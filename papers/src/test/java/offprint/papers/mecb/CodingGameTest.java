package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import offprint.engine.Examples;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;
import org.junit.jupiter.api.Test;

class CodingGameTest {
  private static GridWorld grid() throws IOException {
    var file = Examples.get("slippery-grid");
    try (var in = file.open()) {
      return GridWorld.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), 0.1);
    }
  }

  private static CodingGame game(double logBeta, Compressor method, double rate)
      throws IOException {
    GridWorld grid = grid();
    SoftValueIteration control =
        SoftValueIteration.solve(grid.mdp(), Math.exp(logBeta), 0.95, _ -> {});
    return new CodingGame(grid, control, 0.95, 100, 512, method, rate);
  }

  @Test
  void softValuesOfTheGridAreTheKnownOnes() throws IOException {
    CodingGame cold = game(-6, Compressor.GREEDY, 1);
    int start = cold.grid().start();
    assertThat(cold.control().value(start)).isCloseTo(0.4733905055799044, within(1e-11));
    assertThat(cold.control().policy(start))
        .containsExactly(
            new double[] {0.000130619458, 0.136733256, 0.863005505, 0.000130619458}, within(1e-9));
    assertThat(game(-5, Compressor.GREEDY, 1).control().value(start))
        .isCloseTo(0.4906861565603548, within(1e-11));
    CodingGame warm = game(-4, Compressor.GREEDY, 1);
    assertThat(warm.control().value(start)).isCloseTo(0.5929125052253218, within(1e-11));
    assertThat(warm.control().policy(start)[1]).isCloseTo(0.24128646, within(1e-8));
  }

  private record Seen(int state, int action) {}

  @Test
  void aReceiverWhoSeesOnlyTheTrajectoryDecodesTheSame() throws IOException {
    CodingGame game = game(-4, Compressor.GREEDY, 1.5);
    RandomGenerator random = new Random(7);
    for (int episode = 0; episode < 10; episode++) {
      List<Seen> seen = new ArrayList<>();
      var played = game.play(random.nextInt(512), random, (_, s, a) -> seen.add(new Seen(s, a)));
      MessageBelief receiver = new MessageBelief(512, Compressor.GREEDY, 1.5, false);
      for (Seen s : seen) {
        receiver.plan(game.control().policy(s.state()));
        receiver.observe(s.action());
      }
      assertThat(receiver.guess()).isEqualTo(played.guess());
      assertThat(receiver.of(played.message())).isEqualTo(played.belief());
    }
  }

  @Test
  void warmerPoliciesDecodeMoreAndEarnLess() throws IOException {
    double accuracy = -1;
    double reward = 2;
    for (double logBeta : new double[] {-6, -5, -4}) {
      var score = game(logBeta, Compressor.GREEDY, 9).play(60, new Random(11), () -> {});
      assertThat(score.accuracy()).isGreaterThan(accuracy);
      assertThat(score.reward()).isLessThan(reward);
      assertThat(score.marginalError()).isLessThan(1e-12);
      accuracy = score.accuracy();
      reward = score.reward();
    }
    assertThat(accuracy).isGreaterThan(0.95);
  }

  @Test
  void theQuantiserWithOneBinTeachesNothingAndWithTwoItBeatsGreedy() throws IOException {
    assertThat(game(-4, Compressor.UNIFORM, 0.5).play(40, new Random(1), () -> {}).accuracy())
        .isLessThan(0.1);
    double quantiser = game(-4, Compressor.UNIFORM, 1).play(60, new Random(1), () -> {}).accuracy();
    double greedy = game(-4, Compressor.GREEDY, 1).play(60, new Random(1), () -> {}).accuracy();
    assertThat(quantiser).isGreaterThan(greedy).isGreaterThan(0.9);
  }
}
