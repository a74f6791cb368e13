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
   * @param linkBits largest H(T) of a step
   */
  record Episode(
      int message,
      int guess,
      double reward,
      double belief,
      int steps,
      double marginalError,
      double linkBits) {
    boolean isDecoded() {
      return guess == message;
    }
  }

  Episode play(int message, RandomGenerator random, Observer observer) {
    FiniteMdp mdp = grid.mdp();
    MessageBelief belief = new MessageBelief(messages, compressor, rateBits, false);
    int state = grid.start();
    double reward = 0;
    double discount = 1;
    double error = 0;
    double link = 0;
    int step = 0;
    while (step < horizon && !mdp.isTerminal(state)) {
      double[] law = control.policy(state);
      belief.plan(law);
      error = Math.max(error, belief.marginalError(law));
      link = Math.max(link, belief.linkBits());
      int action = belief.choose(message, random);
      observer.step(step, state, action);
      belief.observe(action);
      state = mdp.step(state, action, random);
      reward += discount * mdp.reward(state);
      discount *= gamma;
      step++;
    }
    return new Episode(message, belief.guess(), reward, belief.of(message), step, error, link);
  }

  /** Mean outcomes of many episodes, standard errors, and the largest of the last two. */
  record Score(
      double accuracy,
      double reward,
      double steps,
      double accuracyError,
      double rewardError,
      double marginalError,
      double linkBits) {

    static Score of(List<Episode> episodes) {
      double accuracy = mean(episodes, e -> e.isDecoded() ? 1 : 0);
      double mean = mean(episodes, Episode::reward);
      double variance = mean(episodes, e -> (e.reward - mean) * (e.reward - mean));
      return new Score(
          accuracy,
          mean,
          mean(episodes, Episode::steps),
          Math.sqrt(accuracy * (1 - accuracy) / episodes.size()),
          Math.sqrt(variance / episodes.size()),
          episodes.stream().mapToDouble(Episode::marginalError).max().orElse(0),
          episodes.stream().mapToDouble(Episode::linkBits).max().orElse(0));
    }

    private static double mean(List<Episode> episodes, ToDoubleFunction<Episode> value) {
      return episodes.stream().mapToDouble(value).average().orElse(0);
    }
  }

  /** Plays episodes with messages drawn at random. */
  Score play(int count, RandomGenerator random, Runnable onStep) {
    List<Episode> episodes = new ArrayList<>();
    for (int e = 0; e < count; e++) {
      episodes.add(play(random.nextInt(messages), random, (_, _, _) -> onStep.run()));
    }
    return Score.of(episodes);
  }
}
