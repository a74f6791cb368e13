package offprint.kernels.gravity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LisaTest {
  private static final Binary EVENT = new Binary(2e6, 2, .3, 60, 0, 1, 1, 2, .5, .7);

  private static double relative(double value, double expected) {
    return Math.abs(value / expected - 1);
  }

  @Test
  void coefficientsAreThoseOfTheSheet() {
    PhenomB wave = new PhenomB(EVENT);
    double unit = Math.PI * EVENT.massSeconds();
    assertThat(unit * wave.mergerFrequency()).isCloseTo(.14000599413946377, within(1e-14));
    assertThat(unit * wave.ringdownFrequency()).isCloseTo(.2677078198414355, within(1e-14));
    assertThat(unit * wave.ringdownWidth()).isCloseTo(.059509169978246027, within(1e-14));
    assertThat(unit * wave.cutoffFrequency()).isCloseTo(.34987795902606306, within(1e-14));
    double[] psi = {
      6.0861959239662715,
      -5.539087395707966,
      -480.9096676937222,
      -4043.0067489711655,
      1573.6302331961197,
      -1697.9546491083747
    };
    for (int k = 0; k < psi.length; k++) {
      assertThat(relative(wave.phaseCoefficients()[k], psi[k])).isLessThan(1e-11);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ".001, 3.263105975572e-16",
    ".003, 8.722321894634e-17",
    ".006, 4.311842497318e-17",
    ".010, 1.121003542953e-17"
  })
  void amplitudesCoverInspiralMergerAndRingdown(double f, double amplitude) {
    assertThat(relative(new PhenomB(EVENT).amplitude(f), amplitude)).isLessThan(1e-11);
  }

  @Test
  void phaseAndTimeAreAlignedAtTheMerger() {
    PhenomB wave = new PhenomB(EVENT);
    assertThat(wave.phase(.001)).isCloseTo(24.49162622487, within(1e-9));
    assertThat(wave.phase(.010)).isCloseTo(6.450831863439, within(1e-9));
    assertThat(wave.time(.001)).isCloseTo(-7963.318406964, within(1e-6));
    assertThat(wave.time(.010)).isCloseTo(309.926988240, within(1e-7));
    assertThat(wave.phase(wave.mergerFrequency())).isZero();
    assertThat(wave.time(wave.mergerFrequency())).isZero();
    assertThat(wave.amplitude(wave.cutoffFrequency() * 1.001)).isZero();
  }

  @Test
  void channelsAndNoiseAreThoseOfTheSheet() {
    double[][] at = new LisaResponse(new double[] {.001, .010}, 0).channels(EVENT);
    double[][] expected = {
      {-8.730986489528e-19, -7.293154356182e-19},
      {-9.972786267648e-19, -4.420327518176e-18},
      {-1.166404155283e-18, -4.164058410024e-18},
      {7.862833350727e-19, 6.798292591465e-19}
    };
    for (int channel = 0; channel < 4; channel++) {
      for (int i = 0; i < 2; i++) {
        assertThat(relative(at[channel][i], expected[channel][i])).isLessThan(1e-9);
      }
    }
    assertThat(relative(LisaNoise.density(.001), 8.844448796343e-43)).isLessThan(1e-11);
    assertThat(relative(LisaNoise.density(.010), 5.864149394884e-41)).isLessThan(1e-11);
  }

  @Test
  void spacecraftKeepTheirDistances() {
    double[] p = new double[9];
    LisaOrbit.positions(1e7, p);
    assertThat(p[0]).isCloseTo(-207.975089955124, within(1e-9));
    assertThat(p[1]).isCloseTo(454.700434601176, within(1e-9));
    assertThat(p[2]).isCloseTo(1.700902426613, within(1e-9));
    for (int s = 0; s < 3; s++) {
      int a = 3 * s;
      int b = 3 * ((s + 1) % 3);
      double arm = Math.hypot(Math.hypot(p[a] - p[b], p[a + 1] - p[b + 1]), p[a + 2] - p[b + 2]);
      assertThat(arm).isCloseTo(8.3391023799538, within(1e-11));
    }
  }

  @Test
  void halfATurnOfPhaseIsAQuarterTurnOfPolarisation() {
    LisaResponse response = new LisaResponse(new double[] {.0007, .002, .008}, 1e6);
    Binary turned = new Binary(2e6, 2, .3, 60, 0, 1 + Math.PI, 1, 2, .5, .7 + Math.PI / 2);
    double[][] a = response.channels(EVENT);
    double[][] b = response.channels(turned);
    for (int channel = 0; channel < 4; channel++) {
      double scale = Arrays.stream(a[channel]).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < 3; i++) {
        assertThat(b[channel][i]).isCloseTo(a[channel][i], within(1e-10 * scale));
      }
    }
  }

  /** The analytic sky-averaged sensitivity of Robson, Cornish and Liu, arXiv:1803.01944, eq. 1. */
  @ParameterizedTest
  @CsvSource({".0003", ".001", ".002"})
  void averageOverSkyAndPolarisationIsTheAnalyticSensitivity(double f) {
    Random random = new Random(7);
    LisaResponse response = new LisaResponse(new double[] {f}, 0);
    int draws = 40_000;
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      Binary binary =
          new Binary(
              1e5,
              2,
              .3,
              60,
              random.nextDouble() * 3e7,
              1,
              Math.acos(2 * random.nextDouble() - 1),
              2 * Math.PI * random.nextDouble(),
              Math.asin(2 * random.nextDouble() - 1),
              Math.PI * random.nextDouble());
      double amplitude = new PhenomB(binary).amplitude(f);
      double[][] c = response.channels(binary);
      sum +=
          IntStream.range(0, 4).mapToDouble(k -> c[k][0] * c[k][0]).sum() / (amplitude * amplitude);
    }
    double transfer = 2 * Math.PI * f * LisaOrbit.ARM;
    double ours = sum / draws / LisaNoise.density(f);
    assertThat(ours).isCloseTo(0.8 / sensitivity(f, transfer), withPercentage(1.5));
  }

  /** Power spectral density of a sky-averaged source, h² 4/5 over it, with two channels. */
  private static double sensitivity(double f, double transfer) {
    double length = 2.5e9;
    double optical = 2.25e-22 * (1 + Math.pow(2e-3 / f, 4));
    double acceleration =
        9e-30
            * (1 + Math.pow(4e-4 / f, 2))
            * (1 + Math.pow(f / 8e-3, 4))
            / Math.pow(2 * Math.PI * f, 4);
    double noise = optical + 2 * (1 + Math.pow(Math.cos(transfer), 2)) * acceleration;
    return 10 / (3 * length * length) * noise * (1 + .6 * transfer * transfer);
  }

  @Test
  void numbersOutsideTheirBoundsAreRefused() {
    assertThatThrownBy(() -> new Binary(2e6, .5, 0, 60, 0, 0, 0, 0, 0, 0))
        .hasMessage("ratio must lie in [1, 20]: got 0.5");
    assertThatThrownBy(() -> new Binary(-1, 2, 0, 60, 0, 0, 0, 0, 0, 0))
        .hasMessage("mass must be above 0: got -1.0");
    assertThatThrownBy(() -> new Binary(2e6, 2, 1, 60, 0, 0, 0, 0, 0, 0))
        .hasMessage("spin must lie in (-1, 1): got 1.0");
    assertThatThrownBy(() -> new Binary(2e6, 2, 0, 60, 0, 0, 0, 0, 1.6, 0))
        .hasMessage("latitude must lie in [-pi/2, pi/2]: got 1.6");
  }
}
