package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import offprint.kernels.markov.decision.FiniteMdp;
import offprint.kernels.markov.decision.GridWorld;
import offprint.kernels.markov.decision.SoftValueIteration;

/**
 * One setting of the rate-limited Markov coding game: an agent follows the maximum-entropy policy
 * in law, while a message of its owner, through a link of R bits a step, picks among its actions.
 *
 * @param horizon most steps of an episode
 */
record CodingGame(
    GridWorld grid,
    SoftValueIteration control,
    double gamma,
    int horizon,
    int messages,
    Compressor compressor,
    double rateBits) {

  /** Sees each step, before the state changes. */
  @FunctionalInterface
  interface Observer {
    void step(int step, int state, int action);
  }

  /**
   * @param reward discounted sum of rewards
   * @param guess the receiver's message
   * @param belief the receiver's belief in the true message at the end
   * @param marginalError largest difference between planned and prescribed action law
   */
  record Episode(
      int message, int guess, double reward, double belief, int steps, double marginalError) {}

  Episode play(int message, RandomGenerator random, Observer observer) {
    FiniteMdp mdp = grid.mdp();
    MessageBelief belief = new MessageBelief(messages, compressor, rateBits, false);
    int state = grid.start();
    double reward = 0;
    double discount = 1;
    double error = 0;
    int step = 0;
    for (; step < horizon && !mdp.isTerminal(state); step++) {
      double[] law = control.policy(state);
      belief.plan(law);
      error = Math.max(error, belief.marginalError(law));
      int action = belief.choose(message, random);
      observer.step(step, state, action);
      belief.observe(action);
      state = mdp.step(state, action, random);
      reward += discount * mdp.reward(state);
      discount *= gamma;
    }
    return new Episode(message, belief.guess(), reward, belief.of(message), step, error);
  }

  /** Mean outcomes of many episodes, two standard errors, and the largest marginal error. */
  record Score(
      double accuracy,
      double reward,
      double steps,
      double accuracyError,
      double rewardError,
      double marginalError) {}

  /** Plays episodes with messages drawn at random. */
  Score play(int count, RandomGenerator random, Runnable onStep) {
    List<Episode> played = new ArrayList<>();
    for (int e = 0; e < count; e++) {
      played.add(play(random.nextInt(messages), random, (_, _, _) -> onStep.run()));
    }
    ToDoubleFunction<ToDoubleFunction<Episode>> mean =
        value -> played.stream().mapToDouble(value).average().orElse(0);
    double accuracy = mean.applyAsDouble(e -> e.guess == e.message ? 1 : 0);
    double reward = mean.applyAsDouble(Episode::reward);
    double variance = mean.applyAsDouble(e -> (e.reward - reward) * (e.reward - reward));
    return new Score(
        accuracy,
        reward,
        mean.applyAsDouble(Episode::steps),
        Math.sqrt(accuracy * (1 - accuracy) / count),
        Math.sqrt(variance / count),
        played.stream().mapToDouble(Episode::marginalError).max().orElse(0));
  }
}
