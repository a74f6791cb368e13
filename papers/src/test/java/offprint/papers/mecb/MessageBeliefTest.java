package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import offprint.kernels.information.Coupling;
import offprint.kernels.information.GreedyCoupling;
import org.junit.jupiter.api.Test;

class MessageBeliefTest {
  private static final double[][] LAWS = {{.5, .3, .15, .05}, {.25, .25, .4, .1}, {.7, .1, .1, .1}};

  /** p(actions | message) by walking the tree of actions, with beliefs kept in plain arrays. */
  private static double likelihood(int message, int[] actions, Compressor method, double rate) {
    double[] belief = new double[8];
    Arrays.fill(belief, 1.0 / 8);
    double likelihood = 1;
    for (int step = 0; step < actions.length; step++) {
      List<Integer> alive = new ArrayList<>();
      for (int m = 0; m < 8; m++) {
        if (belief[m] > 0) {
          alive.add(m);
        }
      }
      double[] p = alive.stream().mapToDouble(m -> belief[m]).toArray();
      Code code = method.compress(p, rate);
      Coupling g = GreedyCoupling.of(code.mass(), LAWS[step]);
      double[] channel = new double[code.blocks()];
      for (int c = 0; c < g.size(); c++) {
        if (g.column(c) == actions[step]) {
          channel[g.row(c)] += g.mass(c) / code.mass()[g.row(c)];
        }
      }
      if (!alive.contains(message)) {
        return 0;
      }
      likelihood *= channel[code.block(alive.indexOf(message))];
      double sum = 0;
      for (int i = 0; i < p.length; i++) {
        sum += p[i] * channel[code.block(i)];
      }
      for (int i = 0; i < p.length; i++) {
        belief[alive.get(i)] = p[i] * channel[code.block(i)] / sum;
      }
    }
    return likelihood;
  }

  @Test
  void beliefIsBayesPosteriorByEnumeration() {
    for (Compressor method : List.of(Compressor.GREEDY, Compressor.BALANCED, Compressor.UNIFORM)) {
      for (double rate : new double[] {0.5, 1, 1.5, 3}) {
        Random random = new Random(3);
        for (int trial = 0; trial < 20; trial++) {
          MessageBelief belief = new MessageBelief(8, method, rate, false);
          int[] actions = new int[3];
          for (int step = 0; step < 3; step++) {
            belief.plan(LAWS[step]);
            actions[step] = belief.choose(trial % 8, random);
            belief.observe(actions[step]);
          }
          double[] joint = new double[8];
          double sum = 0;
          for (int m = 0; m < 8; m++) {
            joint[m] = likelihood(m, actions, method, rate) / 8;
            sum += joint[m];
          }
          for (int m = 0; m < 8; m++) {
            assertThat(belief.of(m))
                .as("%s, R = %s, trial %d, message %d", method, rate, trial, m)
                .isCloseTo(joint[m] / sum, within(1e-12));
          }
        }
      }
    }
  }

  @Test
  void actionsKeepTheirLawExactly() {
    double[][] law = {{.5, .3, .15, .05}};
    for (double rate : new double[] {0, 0.5, 1, 2, 9}) {
      MessageBelief belief = new MessageBelief(512, Compressor.GREEDY, rate, false);
      Random random = new Random(5);
      for (int step = 0; step < 10; step++) {
        belief.plan(law[0]);
        assertThat(belief.marginalError(law[0])).isLessThan(1e-12);
        assertThat(belief.linkBits()).isLessThanOrEqualTo(rate + 1e-9);
        belief.observe(belief.choose(17, random));
      }
    }
  }

  @Test
  void rateNoughtTeachesTheReceiverNothing() {
    MessageBelief belief = new MessageBelief(16, Compressor.GREEDY, 0, false);
    for (double[] law : LAWS) {
      belief.plan(law);
      belief.observe(belief.choose(3, new Random(1)));
    }
    assertThat(belief.confidence()).isCloseTo(1.0 / 16, within(1e-12));
  }

  @Test
  void splittingAMessageKeepsTheRateTheLawAndBayesRule() {
    double[] law = {.6, .4};
    MessageBelief belief = new MessageBelief(2, Compressor.GREEDY, 0.5, true);
    belief.plan(law);
    assertThat(belief.linkBits()).isCloseTo(0.5, within(1e-9));
    assertThat(belief.marginalError(law)).isLessThan(1e-12);
    double delta = 0.11002786443835955; // h(delta) = 0.5; the coupling puts delta into action 0
    Coupling g = GreedyCoupling.of(new double[] {1 - delta, delta}, law);
    double[] likelihood = new double[2];
    double share = delta / 0.5;
    for (int c = 0; c < g.size(); c++) {
      if (g.column(c) == 1) {
        double given = g.mass(c) / (g.row(c) == 0 ? 1 - delta : delta);
        likelihood[0] += given * (g.row(c) == 0 ? 1 - share : share);
        likelihood[1] += g.row(c) == 0 ? given : 0;
      }
    }
    belief.observe(1);
    assertThat(belief.of(0))
        .isCloseTo(likelihood[0] / (likelihood[0] + likelihood[1]), within(1e-9));
    assertThat(belief.of(0)).isNotCloseTo(0.5, within(1e-3));
  }

  @Test
  void withoutSplittingTwoEqualMessagesStayUndecidedBelowOneBit() {
    MessageBelief belief = new MessageBelief(2, Compressor.GREEDY, 0.9, false);
    belief.plan(LAWS[0]);
    belief.observe(0);
    assertThat(belief.of(0)).isEqualTo(0.5);
  }

  @Test
  void anImpossibleActionIsRefused() {
    MessageBelief belief = new MessageBelief(4, Compressor.GREEDY, 2, false);
    belief.plan(new double[] {1, 0});
    assertThatThrownBy(() -> belief.observe(1))
        .hasMessage("no message leads to action 1 here: was it sent with other parameters?");
  }
}
