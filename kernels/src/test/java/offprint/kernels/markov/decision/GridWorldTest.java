package offprint.kernels.markov.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GridWorldTest {
  @Test
  void movesSlipEvenlyAndWallsStop() {
    GridWorld grid = GridWorld.parse("S#\n.G\n", 0.3);
    FiniteMdp mdp = grid.mdp();
    assertThat(mdp.successors(0, 1)).containsExactly(0, 0, 2, 0);
    assertThat(mdp.probabilities(0, 1))
        .containsExactly(new double[] {.1, .7, .1, .1}, within(1e-15));
    for (int a = 0; a < 4; a++) {
      assertThat(Arrays.stream(mdp.probabilities(2, a)).sum()).isCloseTo(1, within(1e-15));
    }
    assertThat(mdp.reward(3)).isEqualTo(1);
    assertThat(mdp.isTerminal(3)).isTrue();
  }

  @Test
  void softValueOfOneStepIsTheLogOfItsExponentials() {
    GridWorld grid = GridWorld.parse("SG", 0);
    double beta = 0.5;
    SoftValueIteration control = SoftValueIteration.solve(grid.mdp(), beta, 0, _ -> {});
    double value = beta * Math.log(3 + Math.exp(1 / beta));
    assertThat(control.value(0)).isCloseTo(value, within(1e-12));
    assertThat(control.policy(0)[1])
        .isCloseTo(Math.exp(1 / beta) / (3 + Math.exp(1 / beta)), within(1e-12));
  }

  @Test
  void coldPoliciesWalkStraightToTheGoal() {
    GridWorld grid = GridWorld.parse("S...G", 0);
    SoftValueIteration control = SoftValueIteration.solve(grid.mdp(), 1e-4, 0.9, _ -> {});
    assertThat(control.value(0)).isCloseTo(Math.pow(0.9, 3), within(1e-9));
    assertThat(control.policy(0)[1]).isCloseTo(1, within(1e-9));
  }

  @Test
  void wrongDrawingsAreRefusedByRowAndColumn() {
    refuse("S..\n..\n..G", "grid row 2: expected 3 cells as in row 1: got 2");
    refuse("S.\n.?\n.G", "grid row 2, column 2: expected one of . # S G X: got '?'");
    refuse("..\n.G", "the grid must have one S and at least one G: got no S");
    refuse("S.\n..", "the grid must have one S and at least one G: got no G");
    refuse("SS\n.G", "grid row 1, column 2: the grid must have one S: got a second");
    refuse("S#\n#G", "the grid must have a path from S to G: got none");
    refuse("SXG", "the grid must have a path from S to G: got none");
    refuse("  \n", "the grid is empty: expected rows of . # S G X");
  }

  private static void refuse(String text, String message) {
    assertThatThrownBy(() -> GridWorld.parse(text, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
