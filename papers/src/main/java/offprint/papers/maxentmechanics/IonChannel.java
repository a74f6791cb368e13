package offprint.papers.maxentmechanics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import offprint.kernels.markov.AsymptoticVariance;
import offprint.kernels.markov.Perron;
import offprint.kernels.markov.StationaryLaw;

/**
 * A single-file channel of S sites between an inner (left) and an outer (right) bath at one
 * voltage. A state is the set of occupied sites, bit i for site i + 1, site 1 innermost. H(s) = sum
 * E_i s_i + sum U_i s_i s_i+1 + V sum (1 - d_i) s_i in kT. Rates are k0 exp(-(H_j - H_i - dmu) /
 * 2): site 1 exchanges with the left bath at mu = ln a_in + V, site S with the right one at mu = ln
 * a_out, neighbouring sites exchange one ion.
 */
final class IonChannel {
  static final int MOST_SITES = 8;

  /**
   * A transition from a state to another; {@code exits} is +1 out to the right, -1 in from there.
   */
  record Move(int from, int to, double rate, int exits) {}

  private final int sites;
  private final double[] energy;
  private final List<Move> moves;
  private final double affinity;
  private final double[] law;

  /**
   * @param voltage V, inside minus outside, kT / e
   */
  IonChannel(Pore pore, double voltage) {
    sites = pore.energies().size();
    energy = new double[1 << sites];
    for (int s = 0; s < energy.length; s++) {
      for (int i = 0; i < sites; i++) {
        if ((s >> i & 1) == 1) {
          energy[s] += pore.energies().get(i) + voltage * (1 - pore.distances().get(i));
          energy[s] += (s >> (i + 1) & 1) == 1 ? pore.couplings().get(i) : 0;
        }
      }
    }
    double rate = pore.rate();
    double left = StrictMath.log(pore.activityIn()) + voltage;
    double right = StrictMath.log(pore.activityOut());
    affinity = left - right;
    moves = new ArrayList<>();
    for (int s = 0; s < energy.length; s++) {
      exchange(s, 0, left, 0, rate);
      exchange(s, sites - 1, right, 1, rate);
      for (int i = 0; i + 1 < sites; i++) {
        int pair = 3 << i;
        int within = s & pair;
        if (within != 0 && within != pair) {
          add(s, s ^ pair, 0, 0, rate);
        }
      }
    }
    law = StationaryLaw.of(rates());
  }

  private void exchange(int state, int site, double mu, int exits, double rate) {
    boolean leaves = (state >> site & 1) == 1;
    add(state, state ^ 1 << site, leaves ? -mu : mu, leaves ? exits : -exits, rate);
  }

  private void add(int from, int to, double gain, int exits, double rate) {
    double value = rate * StrictMath.exp(-0.5 * (energy[to] - energy[from] - gain));
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new ArithmeticException(
          "rate from %s to %s is %s: energies, voltages or activities are too far apart"
              .formatted(name(from), name(to), value));
    }
    moves.add(new Move(from, to, value, exits));
  }

  int states() {
    return energy.length;
  }

  List<Move> moves() {
    return moves;
  }

  /** Occupancy read from the inside: "101" has sites 1 and 3 filled. */
  String name(int state) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < sites; i++) {
      name.append(state >> i & 1);
    }
    return name.toString();
  }

  /** A = ln a_in + V - ln a_out: the force that drives ions out, in kT. */
  double affinity() {
    return affinity;
  }

  /** Steady state p [2^S]; not to be changed. */
  double[] law() {
    return law;
  }

  /** Sum of a quantity over the jumps of a unit of time. */
  private double perTime(ToDoubleFunction<Move> quantity) {
    double sum = 0;
    for (Move move : moves) {
      sum += law[move.from] * move.rate * quantity.applyAsDouble(move);
    }
    return sum;
  }

  /** Net ions out to the right per unit of time. */
  double current() {
    return perTime(Move::exits);
  }

  /** 1/2 sum (F_ij - F_ji) ln(F_ij / F_ji) over the transitions, in nats per unit of time. */
  double entropyProductionNats() {
    double sum = 0;
    for (Move move : moves) {
      double forth = law[move.from] * move.rate;
      double back = law[move.to] * reverse(move).rate;
      sum += 0.5 * (forth - back) * StrictMath.log(forth / back);
    }
    return sum;
  }

  /** The reverse transition, through the same bath. */
  Move reverse(Move move) {
    return moves.stream()
        .filter(m -> m.from == move.to && m.to == move.from && m.exits == -move.exits)
        .findFirst()
        .orElseThrow();
  }

  /** Jumps per unit of time in the steady state. */
  double activity() {
    return perTime(_ -> 1);
  }

  /** Growth of the variance of the net number of ions out, per unit of time. */
  double currentVariance() {
    double top = topExitRate();
    double[][] uniformised = rates();
    double[] drift = new double[states()];
    for (Move move : moves) {
      drift[move.from] += move.rate * move.exits;
    }
    double mean = current();
    double[][] centred = new double[1][states()];
    for (int s = 0; s < states(); s++) {
      double out = Arrays.stream(uniformised[s]).sum();
      for (int t = 0; t < states(); t++) {
        uniformised[s][t] = s == t ? 1 - out / top : uniformised[s][t] / top;
      }
      centred[0][s] = drift[s] - mean;
    }
    double[] h = AsymptoticVariance.poisson(uniformised, law, centred)[0];
    return perTime(m -> m.exits * m.exits + 2 * m.exits * h[m.to] / top);
  }

  /**
   * lim (1/t) ln E exp(k N_t), N_t the net number of ions out: top eigenvalue of the tilted
   * generator.
   */
  double cumulantGenerator(double k) {
    double top = topExitRate();
    double[][] tilted = new double[states()][states()];
    for (int s = 0; s < states(); s++) {
      tilted[s][s] = top;
    }
    for (Move move : moves) {
      tilted[move.from][move.to] += move.rate * StrictMath.exp(k * move.exits);
      tilted[move.from][move.from] -= move.rate;
    }
    return Perron.rootOf(tilted) - top;
  }

  private double topExitRate() {
    return 1.01
        * Arrays.stream(rates()).mapToDouble(row -> Arrays.stream(row).sum()).max().orElse(1);
  }

  /** Rates between states [2^S][2^S], 0 on the diagonal. */
  double[][] rates() {
    double[][] rates = new double[states()][states()];
    for (Move move : moves) {
      rates[move.from][move.to] += move.rate;
    }
    return rates;
  }

  /** 1 where every site of {@code set} is occupied [2^S]. */
  double[] occupied(int set) {
    double[] feature = new double[states()];
    Arrays.setAll(feature, s -> (s & set) == set ? 1 : 0);
    return feature;
  }

  /** Number of ions in each state [2^S]. */
  double[] ions() {
    double[] feature = new double[states()];
    Arrays.setAll(feature, Integer::bitCount);
    return feature;
  }
}
