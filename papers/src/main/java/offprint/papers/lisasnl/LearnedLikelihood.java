package offprint.papers.lisasnl;

import offprint.kernels.sampling.Ensemble;

/** A density q(s | θ) learnt from simulations. */
interface LearnedLikelihood {
  /** ln q(observed | θ) up to a constant, of many θ at once; not for several threads. */
  Ensemble.Batch at(double[] observed);
}
