package offprint.kernels.gravity;

/**
 * The (2,2) mode of inspiral, merger and ringdown of a binary with aligned spins: amplitude A(f)
 * and phase Ψ(f) in closed form (Ajith et al., arXiv:0909.2867).
 *
 * <p>The phase is aligned: Ψ and dΨ/df vanish at the merger frequency f₁, so that the time and
 * phase of a {@link Binary} are those of the merger.
 */
public final class PhenomB {
  /** Coefficients of η, ηχ, ηχ², η², η²χ, η³. */
  private static final double[][] PSI = {
    {-920.91, 492.13, 135.03, 6741.9, -1053.4, -13397},
    {17022, -9565.9, -2182.1, -121370, 20752, 238590},
    {-125440, 75066, 13382, 873540, -165730, -1693600},
    {-889770, 631020, 50676, 5980800, -1414800, -11280000},
    {869600, -670980, -30082, -5837900, 1514500, 10891000},
    {-366000, 306700, 631.76, 2426500, -721800, -4552400}
  };

  private static final int[] ORDERS = {2, 3, 4, 6, 7, 8};
  private static final double[] MERGER = {.64365, .82696, -.27063, -.058218, -3.9346, -7.0916};
  private static final double[] RINGDOWN = {.1469, -.12281, -.026091, -.0249, .17013, 2.3252};
  private static final double[] WIDTH = {-.40979, -.035226, .10082, 1.8286, -.020169, -2.8698};
  private static final double[] CUT = {-.13313, -.081719, .14512, -.2714, .12788, 4.922};

  private final double mass;
  private final double eta;
  private final double f1;
  private final double f2;
  private final double sigma;
  private final double f3;
  private final double[] psi = new double[6];
  private final double e1;
  private final double e2;
  private final double a2;
  private final double a3;
  private final double scale;
  private final double merger;
  private final double ringdown;
  private final double phaseAtMerger;
  private final double slopeAtMerger;

  public PhenomB(Binary binary) {
    mass = binary.massSeconds();
    eta = binary.symmetricRatio();
    double chi = binary.spin();
    double perMass = 1 / (Math.PI * mass);
    double rest = 1 - chi;
    double narrow = 1 - .63 * Math.pow(rest, .3);
    f1 =
        perMass
            * (1
                - 4.4547 * Math.pow(rest, .217)
                + 3.521 * Math.pow(rest, .26)
                + polynomial(MERGER, chi));
    f2 = perMass * (narrow / 2 + polynomial(RINGDOWN, chi));
    sigma = perMass * (narrow * Math.pow(rest, .45) / 4 + polynomial(WIDTH, chi));
    f3 = perMass * (.32361 + .048935 * chi + .013463 * chi * chi + polynomial(CUT, chi));
    double[] testMass = {
      3715 / 756.0,
      -16 * Math.PI + 113 * chi / 3,
      15293365 / 508032.0 - 405 * chi * chi / 8,
      0,
      0,
      0
    };
    for (int k = 0; k < psi.length; k++) {
      psi[k] = testMass[k] + polynomial(PSI[k], chi);
    }
    e1 = 1.4547 * chi - 1.8897;
    e2 = -1.8153 * chi + 1.6557;
    a2 = -323 / 224.0 + 451 * eta / 168;
    a3 = (27 / 8.0 - 11 * eta / 6) * chi;
    scale =
        Math.sqrt(5 * eta / 24)
            * Math.pow(mass, 5 / 6.0)
            * Math.pow(f1, -7 / 6.0)
            / (Math.pow(Math.PI, 2 / 3.0) * binary.distanceSeconds());
    double v1 = velocity(f1);
    double v2 = velocity(f2);
    merger = (1 + a2 * v1 * v1 + a3 * v1 * v1 * v1) / (1 + e1 * v1 + e2 * v1 * v1);
    ringdown =
        merger * (Math.PI * sigma / 2) * Math.pow(f2 / f1, -2 / 3.0) * (1 + e1 * v2 + e2 * v2 * v2);
    phaseAtMerger = rawPhase(v1);
    slopeAtMerger = rawSlope(f1, v1);
  }

  private double polynomial(double[] c, double chi) {
    return eta * (c[0] + chi * (c[1] + chi * c[2]) + eta * (c[3] + chi * c[4] + eta * c[5]));
  }

  /** v = (π M f)^(1/3). */
  private double velocity(double f) {
    return Math.cbrt(Math.PI * mass * f);
  }

  private double rawPhase(double v) {
    double sum = 1;
    for (int k = 0; k < psi.length; k++) {
      sum += psi[k] * power(v, ORDERS[k]);
    }
    return 3 / (128 * eta) * sum / power(v, 5);
  }

  /** dΨ/df; dv/df = v/(3f). */
  private double rawSlope(double f, double v) {
    double sum = -5;
    for (int k = 0; k < psi.length; k++) {
      sum += (ORDERS[k] - 5) * psi[k] * power(v, ORDERS[k]);
    }
    return 1 / (128 * eta * f) * sum / power(v, 5);
  }

  private static double power(double v, int exponent) {
    double square = v * v;
    double result = (exponent & 1) == 1 ? v : 1;
    for (int i = exponent >> 1; i > 0; i--) {
      result *= square;
    }
    return result;
  }

  /** Frequency at which the merger begins. */
  public double mergerFrequency() {
    return f1;
  }

  /** Frequency at which the ringdown begins. */
  public double ringdownFrequency() {
    return f2;
  }

  /** Width σ of the ringdown's Lorentzian. */
  public double ringdownWidth() {
    return sigma;
  }

  /** Frequency above which the waveform is 0. */
  public double cutoffFrequency() {
    return f3;
  }

  /** Coefficients ψ₂, ψ₃, ψ₄, ψ₆, ψ₇, ψ₈ of the phase. */
  public double[] phaseCoefficients() {
    return psi.clone();
  }

  /** A(f) in seconds; 0 above the cutoff. */
  public double amplitude(double f) {
    if (f > f3) {
      return 0;
    }
    double x = f / f1;
    double v = velocity(f);
    if (f < f1) {
      return scale * (1 + v * v * (a2 + a3 * v)) / (x * Math.sqrt(Math.cbrt(x)));
    }
    if (f < f2) {
      double root = Math.cbrt(x);
      return scale * merger * (1 + v * (e1 + e2 * v)) / (root * root);
    }
    double offset = f - f2;
    return scale * ringdown * (sigma / (2 * Math.PI)) / (offset * offset + sigma * sigma / 4);
  }

  /** Ψ(f), aligned at the merger. */
  public double phase(double f) {
    return rawPhase(velocity(f)) - phaseAtMerger - slopeAtMerger * (f - f1);
  }

  /** t(f) = (dΨ/df)/2π in seconds after the merger; negative before it. */
  public double time(double f) {
    return (rawSlope(f, velocity(f)) - slopeAtMerger) / (2 * Math.PI);
  }
}
