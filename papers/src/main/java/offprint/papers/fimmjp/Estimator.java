package offprint.papers.fimmjp;

import java.util.Locale;

/** Ways to find the rates, simplest first. */
enum Estimator {
  COUNTS("counts"),
  LOG("the matrix logarithm"),
  EM("maximum likelihood of exact readings"),
  HMM("maximum likelihood of noisy readings"),
  NETWORK("the network");

  private final String title;

  Estimator(String title) {
    this.title = title;
  }

  /** As a sentence has it. */
  String title() {
    return title;
  }

  /** As a column has it. */
  String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
