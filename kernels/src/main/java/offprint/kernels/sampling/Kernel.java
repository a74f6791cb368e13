package offprint.kernels.sampling;

/** Starts chains of one kind. */
@FunctionalInterface
public interface Kernel {
  /**
   * @param start first point [d]
   */
  Chain start(LogDensity density, double[] start);
}
