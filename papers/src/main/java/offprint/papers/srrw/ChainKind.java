package offprint.papers.srrw;

/** The base chain that is made self-repellent. */
enum ChainKind {
  /** Metropolis-Hastings on the edges; its law is the target. */
  MHRW,
  /** A neighbour at random; its law is the degree, the target is reached by weights. */
  SRW,
  /** Metropolis-Hastings that stays half the time. */
  LAZY,
  /** A given transition matrix. */
  MATRIX
}
