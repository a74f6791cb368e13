package offprint.kernels.information;

/** The order of distributions by their sorted cumulative sums. */
public final class Majorization {
  private Majorization() {}

  /**
   * The greatest distribution that both p and q majorise: the differences of the pointwise least of
   * the two sorted cumulative sums. Its entropy bounds that of every coupling of p and q from below
   * (Cicalese and Vaccaro 2002). Length max(n, m), not increasing.
   */
  public static double[] meet(double[] p, double[] q) {
    int n = Math.max(p.length, q.length);
    int[] byP = DescendingOrder.of(p);
    int[] byQ = DescendingOrder.of(q);
    double[] meet = new double[n];
    double sumP = 0;
    double sumQ = 0;
    double before = 0;
    for (int k = 0; k < n; k++) {
      sumP += k < p.length ? p[byP[k]] : 0;
      sumQ += k < q.length ? q[byQ[k]] : 0;
      double least = Math.min(sumP, sumQ);
      meet[k] = Math.max(0, least - before);
      before = Math.max(before, least);
    }
    return meet;
  }
}
