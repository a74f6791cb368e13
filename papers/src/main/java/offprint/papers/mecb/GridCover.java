package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;

/** Walks on a grid by the maximum-entropy policy; a walk that ends starts again at S. */
final class GridCover implements Cover {
  /** One step: the state it was taken in, and the action. */
  record Step(int episode, int state, int action) {}

  private final GridWorld grid;
  private final SoftValueIteration control;
  private final IntBinaryOperator environment;
  private final List<Step> steps = new ArrayList<>();
  private int episode = 1;
  private int state;

  /**
   * @param environment next state from state and action: drawn at random when sending, read off the
   *     record when receiving
   */
  GridCover(GridWorld grid, SoftValueIteration control, IntBinaryOperator environment) {
    this.grid = grid;
    this.control = control;
    this.environment = environment;
    state = grid.start();
  }

  @Override
  public double[] law() {
    return control.policy(state);
  }

  @Override
  public void act(int action) {
    steps.add(new Step(episode, state, action));
    state = environment.applyAsInt(state, action);
    if (grid.mdp().isTerminal(state)) {
      state = grid.start();
      episode++;
    }
  }

  @Override
  public String unit() {
    return "steps";
  }

  List<Step> steps() {
    return steps;
  }
}
