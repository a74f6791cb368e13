package offprint.papers.fimmjp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LikelihoodTest {
  private static final Offset<Double> EXACT = within(1e-11);
  private static final double[] SAME = {0, .4, .4, .4, 0, .4, .4, .4, 0};
  private static final double[] LOGARITHM = {
    0,
    0.677999699461,
    0.084288047907,
    0.264712572382,
    0,
    0.497575174986,
    0.604198426769,
    0.102349772458,
    0
  };

  @Test
  void countsAreThoseOfTheReference() {
    double[] counts = {
      0,
      0.470588235294,
      0.117647058824,
      0.235294117647,
      0,
      0.352941176471,
      0.428571428571,
      0.142857142857,
      0
    };
    assertThat(DirectEstimates.counts(Golden.even())).containsExactly(counts, EXACT);
    double[] pairs = {12, 4, 1, 2, 12, 3, 3, 1, 10};
    assertThat(new Intervals(Golden.even()).pairs()[0]).containsExactly(pairs);
  }

  @Test
  void logarithmIsThatOfTheReference() {
    DirectEstimates.Logarithm log = DirectEstimates.log(Golden.even());
    assertThat(log.rate()).containsExactly(LOGARITHM, EXACT);
    assertThat(log.clipped()).isZero();
    assertThatThrownBy(() -> DirectEstimates.log(Golden.uneven()))
        .hasMessageStartingWith("the logarithm must have equal intervals: got 0.1");
  }

  @Test
  void exactReadingsClimbAsTheReference() {
    ExactReadings em = new ExactReadings(Golden.even());
    ExactReadings.Step first = em.step(SAME);
    assertThat(first.logLikelihood()).isCloseTo(-38.688207439168, EXACT);
    double[] rate = {
      0,
      0.522165752413,
      0.248666073680,
      0.349963005335,
      0,
      0.420868820758,
      0.506203420498,
      0.299085156349,
      0
    };
    assertThat(first.rate()).containsExactly(rate, EXACT);
    assertThat(em.step(rate).logLikelihood()).isCloseTo(-37.681161812352, within(1e-10));
    double[] fitted = em.fit(SAME, 200, () -> {});
    assertThat(em.step(fitted).logLikelihood()).isCloseTo(-37.089300250064, EXACT);
    assertThat(fitted).containsExactly(LOGARITHM, within(1e-6));
  }

  @Test
  void unevenTimesGiveTheReference() {
    ExactReadings em = new ExactReadings(Golden.uneven());
    assertThat(new Intervals(Golden.uneven()).count()).isEqualTo(6);
    ExactReadings.Step first = em.step(SAME);
    assertThat(first.logLikelihood()).isCloseTo(-39.827746721721, EXACT);
    double[] rate = {
      0,
      0.536993346860,
      0.263962352786,
      0.404202249476,
      0,
      0.455370128977,
      0.565350640846,
      0.351904779952,
      0
    };
    assertThat(first.rate()).containsExactly(rate, EXACT);
  }

  @Test
  void noisyReadingsClimbAsTheReference() {
    NoisyReadings hmm = new NoisyReadings(Golden.even());
    NoisyReadings.Step first = hmm.step(hmm.start(SAME, 0.1));
    assertThat(first.logLikelihood()).isCloseTo(-45.990203221613, EXACT);
    HiddenProcess process = first.process();
    assertThat(process.epsilon()).isCloseTo(0.046748838839, EXACT);
    assertThat(process.rate()[1]).isCloseTo(0.509236662204, EXACT);
    assertThat(process.rate()[7]).isCloseTo(0.324962556753, EXACT);
    double[] initial = {0.468840436448, 0.277464043508, 0.253695520043};
    assertThat(process.initial()).containsExactly(initial, EXACT);
    assertThat(hmm.logLikelihood(process)).isCloseTo(-43.480877117664, EXACT);
  }

  @Test
  void withoutMisreadingsBothAreTheSame() {
    for (Paths paths : new Paths[] {Golden.even(), Golden.uneven()}) {
      NoisyReadings hmm = new NoisyReadings(paths);
      double[] noisy = hmm.fit(hmm.start(SAME, 0), 3, () -> {}).rate();
      assertThat(noisy)
          .containsExactly(new ExactReadings(paths).fit(SAME, 3, () -> {}), within(1e-10));
    }
  }

  @Test
  void likelihoodNeverFalls() {
    SplittableRandom random = new SplittableRandom(8);
    for (int trial = 0; trial < 20; trial++) {
      Prior.Example example = Prior.SHIPPED.draw(3, 12, 20, 0.05, trial % 2 == 0, random);
      NoisyReadings hmm = new NoisyReadings(example.paths());
      HiddenProcess process = hmm.start();
      double before = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 10; i++) {
        NoisyReadings.Step step = hmm.step(process);
        assertThat(step.logLikelihood()).isGreaterThanOrEqualTo(before - 1e-8);
        before = step.logLikelihood();
        process = step.process();
      }
    }
  }
}
