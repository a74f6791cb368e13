package offprint.kernels.inference.language;

/** What is wrong with a model, with its line and column. */
public final class ModelFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  ModelFault(Place place, String fault) {
    super("%s: %s".formatted(place, fault));
  }
}
