package offprint.kernels.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.kernels.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfRepellentWalkTest {
  private static int[] path(SelfRepellentWalk walk) {
    int[] path = new int[20];
    for (int t = 1; t <= 20; t++) {
      path[t - 1] = walk.hop(TriangleWithTail.u(t));
    }
    return path;
  }

  private static int[] digits(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void pathsAreTheGoldenOnes() {
    ReversibleChain chain = TriangleWithTail.uniform();
    assertThat(path(new SelfRepellentWalk(chain, 0, false, 1, 0)))
        .containsExactly(digits("0 2 1 2 1 0 2 1 0 2 0 2 1 0 2 1 0 1 0 2"));
    SelfRepellentWalk plainShare = new SelfRepellentWalk(chain, 2, false, 1, 0);
    assertThat(path(plainShare)).containsExactly(digits("0 2 1 2 3 4 4 3 2 1 0 2 1 0 1 0 0 1 0 2"));
    SelfRepellentWalk recent = new SelfRepellentWalk(chain, 2, false, 0.8, 0);
    assertThat(path(recent)).containsExactly(digits("0 2 1 2 3 4 4 3 2 1 0 2 1 0 2 3 2 1 0 2"));
    SelfRepellentWalk simple =
        new SelfRepellentWalk(ReversibleChain.simple(TriangleWithTail.GRAPH), 3, false, 1, 0);
    assertThat(path(simple)).containsExactly(digits("1 2 0 2 3 4 3 2 0 1 0 2 1 0 2 3 2 3 4 3"));
  }

  @Test
  void visitsAfterTwentyHopsAreTheGoldenOnes() {
    SelfRepellentWalk walk = new SelfRepellentWalk(TriangleWithTail.uniform(), 2, false, 1, 0);
    SelfRepellentWalk recent = new SelfRepellentWalk(TriangleWithTail.uniform(), 2, false, 0.8, 0);
    for (int t = 1; t <= 20; t++) {
      walk.hop(TriangleWithTail.u(t));
      recent.hop(TriangleWithTail.u(t));
    }
    assertThat(walk.visits())
        .containsExactly(
            new double[] {
              .295238095238, .247619047619, .247619047619, .104761904762, .104761904762
            },
            within(1e-12));
    assertThat(recent.visits())
        .containsExactly(
            new double[] {
              .212288280758, .207099622888, .370553397273, .140141721056, .069916978024
            },
            within(1e-12));
  }

  /** Each hop's law, recomputed from x by the plain formula, is the law the walk draws from. */
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3, 20, 100})
  void hopsFollowTheKernelOfTheirOwnVisits(double alpha) {
    long seed = 5;
    Random random = new Random(seed);
    Graph graph = ReversibleChainTest.randomGraph(random, 30, 60);
    ReversibleChain chain =
        ReversibleChain.metropolisHastings(graph, random.doubles(30, 0.2, 2).toArray());
    SelfRepellentWalk walk = new SelfRepellentWalk(chain, alpha, false, 0.7, 0);
    for (int t = 0; t < 20_000; t++) {
      double u = random.nextDouble();
      double[] row = null;
      if (t % 97 == 0) {
        row = new SelfRepellentKernel(chain, alpha, walk.visits()).row(walk.position());
      }
      int next = walk.hop(u);
      if (row != null) {
        double before = 0;
        for (int j = 0; j < next; j++) {
          before += row[j];
        }
        assertThat(u)
            .as("hop %d, seed %d", t, seed)
            .isBetween(before - 1e-9, before + row[next] + 1e-9);
      }
    }
    assertThat(Arrays.stream(walk.visits()).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void strongRepellenceNeverDies() {
    SelfRepellentWalk walk = new SelfRepellentWalk(TriangleWithTail.uniform(), 20, false, 0.8, 0);
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(1);
    int[] seen = new int[5];
    for (int t = 0; t < 400_000; t++) {
      seen[walk.hop(random)]++;
    }
    for (int count : seen) {
      assertThat(count / 400_000.0).isCloseTo(0.2, within(0.002));
    }
    assertThat(walk.visits()).doesNotContain(Double.NaN);
  }

  @Test
  void aNodeHardlyVisitedIsTheOnlyWay() {
    double[] x = {1e-80, .25, .25, .25, .25};
    double[] row = new SelfRepellentKernel(TriangleWithTail.uniform(), 20, x).row(1);
    assertThat(row).containsExactly(1, 0, 0, 0, 0);
    SelfRepellentWalk walk = new SelfRepellentWalk(TriangleWithTail.uniform(), 20, false, 1, 1, x);
    assertThat(walk.hop(0.999999)).isEqualTo(0);
  }

  @Test
  void kernelRowsAndItsLawAreTheGoldenOnes() {
    double[] x = {.3, .1, .2, .25, .15};
    SelfRepellentKernel kernel = new SelfRepellentKernel(TriangleWithTail.uniform(), 2, x);
    assertThat(kernel.row(0))
        .containsExactly(
            new double[] {.030769230769, .830769230769, .138461538462, 0, 0}, within(1e-12));
    assertThat(kernel.row(3))
        .containsExactly(
            new double[] {0, 0, .250836120401, .080267558528, .66889632107}, within(1e-11));
    double[] pi = kernel.law();
    assertThat(pi)
        .containsExactly(
            new double[] {.100434619226, .458908952464, .159088436854, .07983347013, .201734521326},
            within(1e-12));
    for (int j = 0; j < 5; j++) {
      double flow = 0;
      for (int i = 0; i < 5; i++) {
        flow += pi[i] * kernel.row(i)[j];
      }
      assertThat(flow).isCloseTo(pi[j], within(1e-15));
    }
  }

  @Test
  void onlyRatiosMatterAndZeroIsTheChain() {
    double[] x = {.3, .1, .2, .25, .15};
    double[] scaled = Arrays.stream(x).map(v -> v * 1e40).toArray();
    ReversibleChain target =
        ReversibleChain.metropolisHastings(TriangleWithTail.GRAPH, new double[] {1, 2, 3, 4, 5});
    ReversibleChain scaledTarget =
        ReversibleChain.metropolisHastings(
            TriangleWithTail.GRAPH, new double[] {10, 20, 30, 40, 50});
    for (int i = 0; i < 5; i++) {
      double[] row = new SelfRepellentKernel(target, 3, x).row(i);
      assertThat(new SelfRepellentKernel(scaledTarget, 3, scaled).row(i))
          .containsExactly(row, within(1e-14));
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-15));
      assertThat(new SelfRepellentKernel(target, 0, x).row(i))
          .containsExactly(target.row(i), within(1e-15));
    }
  }

  @Test
  void relabellingNodesRelabelsTheLaw() {
    int[] to = {3, 0, 4, 1, 2};
    Graph other =
        Graph.of(
            5,
            new int[] {to[0], to[1], to[2], to[2], to[3]},
            new int[] {to[1], to[2], to[0], to[3], to[4]});
    double[] x = {.3, .1, .2, .25, .15};
    double[] moved = new double[5];
    for (int i = 0; i < 5; i++) {
      moved[to[i]] = x[i];
    }
    double[] law = new SelfRepellentKernel(TriangleWithTail.uniform(), 2, x).law();
    double[] movedLaw =
        new SelfRepellentKernel(
                ReversibleChain.metropolisHastings(other, new double[] {1, 1, 1, 1, 1}), 2, moved)
            .law();
    for (int i = 0; i < 5; i++) {
      assertThat(movedLaw[to[i]]).isCloseTo(law[i], within(1e-15));
    }
  }

  @Test
  void growingRepellenceConvergesToTheLaw() {
    ReversibleChain target =
        ReversibleChain.metropolisHastings(TriangleWithTail.GRAPH, new double[] {1, 2, 3, 4, 5});
    SelfRepellentWalk walk = new SelfRepellentWalk(target, 1, true, 1, 0);
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(3);
    for (int t = 0; t < 100_000; t++) {
      walk.hop(random);
    }
    assertThat(walk.visits()).containsExactly(target.law(), within(1e-3));
  }

  @Test
  void otherWalksKeepTheirLaw() {
    RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(9);
    NonBacktrackingWalk forward = new NonBacktrackingWalk(TriangleWithTail.GRAPH, 0);
    IndependentDraws draws = new IndependentDraws(new double[] {.1, .2, .3, .15, .25});
    int back = 0;
    int before = -1;
    int at = 0;
    for (int t = 0; t < 200_000; t++) {
      int next = forward.hop(random);
      back += next == before && TriangleWithTail.GRAPH.degree(at) > 1 ? 1 : 0;
      before = at;
      at = next;
      draws.hop(random);
    }
    assertThat(back).isZero();
    assertThat(forward.visits()).containsExactly(new double[] {.2, .2, .3, .2, .1}, within(0.01));
    assertThat(draws.visits()).containsExactly(new double[] {.1, .2, .3, .15, .25}, within(0.005));
  }

  @Test
  void stepSizesAreThePowers() {
    for (double a : new double[] {0.55, 0.8, 0.9, 1}) {
      PowerSteps steps = new PowerSteps(a);
      for (int n = 1; n < 300_000; n++) {
        double step = steps.next();
        if (n < 3000 || n % 911 == 0) {
          double exact = Math.pow(n + 1, -a);
          assertThat(step).as("n = %d", n).isCloseTo(exact, within(exact * 1e-12));
        }
      }
    }
  }

  @Test
  void attractionAndWrongExponentsAreRefused() {
    assertThatThrownBy(() -> new SelfRepellentWalk(TriangleWithTail.uniform(), -1, false, 1, 0))
        .hasMessage("alpha must be >= 0; negative would attract: got -1.0");
    assertThatThrownBy(
            () -> new SelfRepellentWalk(TriangleWithTail.uniform(), Double.NaN, false, 1, 0))
        .hasMessageContaining("alpha must be >= 0");
    assertThatThrownBy(() -> new PowerSteps(0.5)).hasMessageContaining("above 0.5 and at most 1");
  }

  @Test
  void replicasDoNotDependOnThreads() {
    RandomGenerator seeds = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    RandomGenerator again = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
    var parallel = Replicas.run(16, seeds, (r, random) -> r + random.nextDouble());
    var pool = new java.util.concurrent.ForkJoinPool(1);
    var serial =
        pool.submit(() -> Replicas.run(16, again, (r, random) -> r + random.nextDouble())).join();
    pool.close();
    assertThat(serial).isEqualTo(parallel);
    assertThatThrownBy(
            () ->
                Replicas.run(
                    4,
                    seeds,
                    (r, _) -> {
                      throw new ArithmeticException("step 3: theta is NaN");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("step 3: theta is NaN");
  }
}
