package offprint.papers.uncomp;

/** Comparison of next-token laws. */
final class Continuation {
  private Continuation() {}

  /** Logarithms of the law that logits give, in nats. */
  static double[] logLaw(double[] logits) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      largest = Math.max(largest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - largest);
    }
    double total = largest + Math.log(sum);
    double[] law = new double[logits.length];
    for (int i = 0; i < law.length; i++) {
      law[i] = logits[i] - total;
    }
    return law;
  }

  /** KL(p ‖ q) of the laws of two sets of logits, in nats. */
  static double divergence(double[] p, double[] q) {
    return ofLaws(logLaw(p), logLaw(q));
  }

  /** KL(p ‖ q) in nats of laws given by their logarithms. */
  static double ofLaws(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += Math.exp(p[i]) * (p[i] - q[i]);
    }
    return sum;
  }

  /** Index of the largest logit; the lower one among equals. */
  static int likeliest(double[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
