package offprint.papers.arphmm;

import offprint.method.Source;

/** The shipped fleet. Its parts belong together: they are ignored if other data is given. */
final class ExampleFleet {
  static final Source TRAIN = Source.example("wear-train");
  static final Source TEST = Source.example("wear-test");
  static final Source TRUTH = Source.example("wear-truth");

  private ExampleFleet() {}

  /** {@code part}, or none where it is an example's part and {@code whole} is not the example. */
  static Source beside(Source whole, Source example, Source part) {
    boolean stray = part.ref().startsWith("example:wear-") && !whole.equals(example);
    return stray ? Source.NONE : part;
  }
}
