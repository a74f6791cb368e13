package offprint.papers.mecb;

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

  /** Mean outcomes of many episodes. */
  record Score(
      double accuracy,
      double reward,
      double steps,
      double accuracyError,
      double rewardError,
      double marginalError,
      double linkBits) {}

  /** Plays episodes with messages drawn at random. */
  Score play(int episodes, RandomGenerator random, Runnable onEpisode) {
    double decoded = 0;
    double reward = 0;
    double squares = 0;
    double steps = 0;
    double marginal = 0;
    double link = 0;
    for (int e = 0; e < episodes; e++) {
      onEpisode.run();
      Episode episode = play(random.nextInt(messages), random, (_, _, _) -> onEpisode.run());
      decoded += episode.isDecoded() ? 1 : 0;
      reward += episode.reward();
      squares += episode.reward() * episode.reward();
      steps += episode.steps();
      marginal = Math.max(marginal, episode.marginalError());
      link = Math.max(link, episode.linkBits());
    }
    double accuracy = decoded / episodes;
    double mean = reward / episodes;
    return new Score(
        accuracy,
        mean,
        steps / episodes,
        Math.sqrt(accuracy * (1 - accuracy) / episodes),
        Math.sqrt(Math.max(0, squares / episodes - mean * mean) / episodes),
        marginal,
        link);
  }
}
