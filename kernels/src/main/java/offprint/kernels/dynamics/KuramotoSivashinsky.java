package offprint.kernels.dynamics;

/**
 * The Kuramoto-Sivashinsky equation u_t = -u u_x - u_xx - u_xxxx on a ring of length L, by the
 * exponential Runge-Kutta method ETDRK4 in Fourier space. The coefficients are means over a contour
 * (Kassam and Trefethen, SIAM J. Sci. Comput. 26, 2005). Not thread-safe.
 */
public final class KuramotoSivashinsky {
  private static final int CONTOUR = 32;

  private final int points;
  private final int modes;
  private final RealFourier fourier;
  private final double[] full;
  private final double[] middle;
  private final double[] q;
  private final double[] f1;
  private final double[] f2;
  private final double[] f3;

  /** -k/2, so that -u u_x is i times this times the transform of u². */
  private final double[] halfWave;

  private final double[] u;
  private final Spectrum v;
  private final Spectrum a;
  private final Spectrum b;
  private final Spectrum nv;
  private final Spectrum na;
  private final Spectrum nb;
  private final Spectrum nc;

  /** Half a spectrum: the transform of a real function. */
  private record Spectrum(double[] re, double[] im) {
    Spectrum(int modes) {
      this(new double[modes], new double[modes]);
    }
  }

  /**
   * @param length L of the ring
   * @param points of the grid, a power of two
   * @param step of time
   * @throws IllegalArgumentException if {@code points} is not a power of two of at least 4, or
   *     length or step is not above 0
   */
  public KuramotoSivashinsky(double length, int points, double step) {
    if (!(length > 0) || !(step > 0)) {
      throw new IllegalArgumentException(
          "length and step must be above 0: got %s and %s".formatted(length, step));
    }
    this.points = points;
    modes = points / 2 + 1;
    fourier = new RealFourier(points);
    full = new double[modes];
    middle = new double[modes];
    q = new double[modes];
    f1 = new double[modes];
    f2 = new double[modes];
    f3 = new double[modes];
    halfWave = new double[modes];
    u = new double[points];
    v = new Spectrum(modes);
    a = new Spectrum(modes);
    b = new Spectrum(modes);
    nv = new Spectrum(modes);
    na = new Spectrum(modes);
    nb = new Spectrum(modes);
    nc = new Spectrum(modes);
    for (int m = 0; m < modes; m++) {
      double k = m == modes - 1 ? 0 : 2 * Math.PI * m / length;
      halfWave[m] = -0.5 * k;
      coefficients(m, step, k * k - k * k * k * k);
    }
  }

  /** Means of the real parts over points on the upper half of a unit circle around step · λ. */
  private void coefficients(int m, double step, double lambda) {
    full[m] = Math.exp(step * lambda);
    middle[m] = Math.exp(step * lambda / 2);
    for (int j = 0; j < CONTOUR; j++) {
      double angle = Math.PI * (j + 0.5) / CONTOUR;
      Complex r = new Complex(step * lambda + Math.cos(angle), Math.sin(angle));
      Complex cube = r.times(r).times(r);
      Complex square = r.times(r);
      Complex e = r.exp();
      double weight = step / CONTOUR;
      q[m] += weight * r.times(0.5).exp().plus(-1).over(r).re();
      f1[m] +=
          weight
              * e.times(square.plus(r.times(-3)).plus(4))
                  .plus(r.times(-1))
                  .plus(-4)
                  .over(cube)
                  .re();
      f2[m] += weight * e.times(r.plus(-2)).plus(r).plus(2).over(cube).re();
      f3[m] +=
          weight
              * e.times(r.times(-1).plus(4))
                  .plus(r.times(-3))
                  .plus(square.times(-1))
                  .plus(-4)
                  .over(cube)
                  .re();
    }
  }

  /**
   * Moves u on by {@code steps} steps, in place.
   *
   * @param state u on the grid [points]
   * @throws IllegalArgumentException if the state has another number of points
   */
  public void advance(double[] state, int steps) {
    if (state.length != points) {
      throw new IllegalArgumentException(
          "a state must have %d points: got %d".formatted(points, state.length));
    }
    fourier.forward(state, v.re, v.im);
    for (int i = 0; i < steps; i++) {
      step();
    }
    fourier.inverse(v.re, v.im, state);
  }

  private void step() {
    nonlinear(v, nv);
    for (int m = 0; m < modes; m++) {
      a.re[m] = middle[m] * v.re[m] + q[m] * nv.re[m];
      a.im[m] = middle[m] * v.im[m] + q[m] * nv.im[m];
    }
    nonlinear(a, na);
    for (int m = 0; m < modes; m++) {
      b.re[m] = middle[m] * v.re[m] + q[m] * na.re[m];
      b.im[m] = middle[m] * v.im[m] + q[m] * na.im[m];
    }
    nonlinear(b, nb);
    for (int m = 0; m < modes; m++) {
      a.re[m] = middle[m] * a.re[m] + q[m] * (2 * nb.re[m] - nv.re[m]);
      a.im[m] = middle[m] * a.im[m] + q[m] * (2 * nb.im[m] - nv.im[m]);
    }
    nonlinear(a, nc);
    for (int m = 0; m < modes; m++) {
      v.re[m] =
          full[m] * v.re[m]
              + f1[m] * nv.re[m]
              + 2 * f2[m] * (na.re[m] + nb.re[m])
              + f3[m] * nc.re[m];
      v.im[m] =
          full[m] * v.im[m]
              + f1[m] * nv.im[m]
              + 2 * f2[m] * (na.im[m] + nb.im[m])
              + f3[m] * nc.im[m];
    }
  }

  /** The transform of -u u_x = -(u²)_x / 2. */
  private void nonlinear(Spectrum of, Spectrum result) {
    fourier.inverse(of.re, of.im, u);
    for (int i = 0; i < points; i++) {
      u[i] *= u[i];
    }
    fourier.forward(u, result.re, result.im);
    for (int m = 0; m < modes; m++) {
      double re = result.re[m];
      result.re[m] = -halfWave[m] * result.im[m];
      result.im[m] = halfWave[m] * re;
    }
  }

  private record Complex(double re, double im) {
    Complex plus(Complex other) {
      return new Complex(re + other.re, im + other.im);
    }

    Complex plus(double number) {
      return new Complex(re + number, im);
    }

    Complex times(Complex other) {
      return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex times(double number) {
      return new Complex(re * number, im * number);
    }

    Complex over(Complex other) {
      double square = other.re * other.re + other.im * other.im;
      return times(new Complex(other.re / square, -other.im / square));
    }

    Complex exp() {
      double size = Math.exp(re);
      return new Complex(size * Math.cos(im), size * Math.sin(im));
    }
  }
}
