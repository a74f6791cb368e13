package offprint.kernels.gravity;

/**
 * Channels A and E of a binary at given frequencies: the exact single-link transfer at the time
 * t(f) of stationary phase, with rigid equal arms.
 *
 * <p>Not safe for several threads at once.
 */
public final class LisaResponse {
  private static final double L = LisaOrbit.ARM;

  /** Spacecraft of the arms opposite to 0, 1 and 2. */
  private static final int[] FROM = {1, 2, 0};

  private static final int[] TO = {2, 0, 1};

  private final double[] frequencies;
  private final double epoch;
  private final double[] p = new double[9];
  private final double[] k = new double[3];
  private final double[] u = new double[3];
  private final double[] w = new double[3];

  /** Links y_sr, real and imaginary: forward along arm i at i, backward at 3 + i. */
  private final double[] re = new double[6];

  private final double[] im = new double[6];

  /**
   * @param frequencies in hertz, above 0
   * @param epoch time of the orbit in seconds to which times of binaries are added
   */
  public LisaResponse(double[] frequencies, double epoch) {
    this.frequencies = frequencies.clone();
    this.epoch = epoch;
  }

  /** Number of frequencies. */
  public int size() {
    return frequencies.length;
  }

  /**
   * The channels.
   *
   * @return [4][frequencies]: Re A, Im A, Re E, Im E in seconds
   */
  public double[][] channels(Binary binary) {
    double[][] channels = new double[4][frequencies.length];
    PhenomB wave = new PhenomB(binary);
    double sinL = Math.sin(binary.longitude());
    double cosL = Math.cos(binary.longitude());
    double sinB = Math.sin(binary.latitude());
    double cosB = Math.cos(binary.latitude());
    set(k, -cosB * cosL, -cosB * sinL, -sinB);
    set(u, sinL, -cosL, 0);
    set(w, -sinB * cosL, -sinB * sinL, cosB);
    double cosI = Math.cos(binary.inclination());
    double plus = (1 + cosI * cosI) / 2;
    double cos2 = Math.cos(2 * binary.polarisation());
    double sin2 = Math.sin(2 * binary.polarisation());
    for (int i = 0; i < frequencies.length; i++) {
      double f = frequencies[i];
      double amplitude = wave.amplitude(f);
      if (amplitude == 0) {
        continue;
      }
      double angle = wave.phase(f) + 2 * Math.PI * f * binary.time() - binary.phase();
      double hRe = amplitude * Math.cos(angle);
      double hIm = -amplitude * Math.sin(angle);
      // h× = -i h cos ι; the wave frame turns by ψ
      double firstRe = plus * hRe * cos2 - cosI * hIm * sin2;
      double firstIm = plus * hIm * cos2 + cosI * hRe * sin2;
      double secondRe = plus * hRe * sin2 + cosI * hIm * cos2;
      double secondIm = plus * hIm * sin2 - cosI * hRe * cos2;
      LisaOrbit.positions(epoch + binary.time() + Math.min(wave.time(f), 0), p);
      links(f, firstRe, firstIm, secondRe, secondIm);
      combine(f, channels, i);
    }
    return channels;
  }

  /** y_sr = -iπfL (nHn) sinc(πfL(1 - k·n)) exp(-iπf(L + k·p_s + k·p_r)) of the six links. */
  private void links(double f, double firstRe, double firstIm, double secondRe, double secondIm) {
    double unit = Math.PI * f * L;
    double sinUnit = Math.sin(unit);
    double cosUnit = Math.cos(unit);
    for (int arm = 0; arm < 3; arm++) {
      int s = 3 * FROM[arm];
      int r = 3 * TO[arm];
      double nx = (p[r] - p[s]) / L;
      double ny = (p[r + 1] - p[s + 1]) / L;
      double nz = (p[r + 2] - p[s + 2]) / L;
      double nu = nx * u[0] + ny * u[1] + nz * u[2];
      double nw = nx * w[0] + ny * w[1] + nz * w[2];
      double nk = nx * k[0] + ny * k[1] + nz * k[2];
      double gRe = firstRe * (nu * nu - nw * nw) + secondRe * 2 * nu * nw;
      double gIm = firstIm * (nu * nu - nw * nw) + secondIm * 2 * nu * nw;
      double along =
          k[0] * (p[s] + p[r]) + k[1] * (p[s + 1] + p[r + 1]) + k[2] * (p[s + 2] + p[r + 2]);
      double phase = Math.PI * f * (L + along);
      double sin = Math.sin(phase);
      double cos = Math.cos(phase);
      // -i g e^{-i phase}
      double yRe = gIm * cos - gRe * sin;
      double yIm = -gRe * cos - gIm * sin;
      double sinK = Math.sin(unit * nk);
      double cosK = Math.cos(unit * nk);
      double forward = sinOver(sinUnit * cosK - cosUnit * sinK, 1 - nk, unit);
      double backward = sinOver(sinUnit * cosK + cosUnit * sinK, 1 + nk, unit);
      re[arm] = forward * yRe;
      im[arm] = forward * yIm;
      re[3 + arm] = backward * yRe;
      im[3 + arm] = backward * yIm;
    }
  }

  /** unit · sinc(unit · factor), given the sine. */
  private static double sinOver(double sine, double factor, double unit) {
    return Math.abs(factor) < 1e-9 ? unit : sine / factor;
  }

  /**
   * X = (1 - z²)(y_31 + z y_13 - y_21 - z y_12) with z = e^{-2πifL}, Y and Z cyclic; A = (Z -
   * X)/√2, E = (X - 2Y + Z)/√6.
   */
  private void combine(double f, double[][] channels, int i) {
    double angle = 2 * Math.PI * f * L;
    double zRe = Math.cos(angle);
    double zIm = -Math.sin(angle);
    double xRe = michelsonRe(1, 2, zRe, zIm);
    double xIm = michelsonIm(1, 2, zRe, zIm);
    double yRe = michelsonRe(2, 0, zRe, zIm);
    double yIm = michelsonIm(2, 0, zRe, zIm);
    double wRe = michelsonRe(0, 1, zRe, zIm);
    double wIm = michelsonIm(0, 1, zRe, zIm);
    double aRe = (wRe - xRe) / Math.sqrt(2);
    double aIm = (wIm - xIm) / Math.sqrt(2);
    double eRe = (xRe - 2 * yRe + wRe) / Math.sqrt(6);
    double eIm = (xIm - 2 * yIm + wIm) / Math.sqrt(6);
    double dRe = 1 - (zRe * zRe - zIm * zIm);
    double dIm = -2 * zRe * zIm;
    channels[0][i] = dRe * aRe - dIm * aIm;
    channels[1][i] = dRe * aIm + dIm * aRe;
    channels[2][i] = dRe * eRe - dIm * eIm;
    channels[3][i] = dRe * eIm + dIm * eRe;
  }

  /**
   * Re (y_31 + z y_13 - y_21 - z y_12) for the spacecraft between the arms {@code near} (whose
   * forward link arrives) and {@code far} (whose forward link leaves).
   */
  private double michelsonRe(int near, int far, double zRe, double zIm) {
    double outRe = re[3 + near] - re[far];
    double outIm = im[3 + near] - im[far];
    return re[near] - re[3 + far] + zRe * outRe - zIm * outIm;
  }

  private double michelsonIm(int near, int far, double zRe, double zIm) {
    double outRe = re[3 + near] - re[far];
    double outIm = im[3 + near] - im[far];
    return im[near] - im[3 + far] + zRe * outIm + zIm * outRe;
  }

  private static void set(double[] vector, double x, double y, double z) {
    vector[0] = x;
    vector[1] = y;
    vector[2] = z;
  }
}
