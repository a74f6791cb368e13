package offprint.kernels.inference.language;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import offprint.kernels.inference.number.Arithmetic;
import offprint.kernels.inference.program.Bernoulli;
import offprint.kernels.inference.program.Finite;
import offprint.kernels.inference.program.Law;
import offprint.kernels.inference.program.Laws;

/** The distributions of the language by name, with what their arguments are called. */
enum Distribution {
  BERNOULLI("bernoulli", "p"),
  CATEGORICAL("categorical", "probabilities"),
  UNIFORM_INT("uniformInt", "low", "high"),
  UNIFORM("uniform", "low", "high"),
  NORMAL("normal", "mean", "sd"),
  GAMMA("gamma", "shape", "scale"),
  BETA("beta", "a", "b"),
  EXPONENTIAL("exponential", "rate"),
  POISSON("poisson", "rate"),
  GEOMETRIC("geometric", "p"),
  DIRICHLET("dirichlet", "concentrations"),
  STUDENT_T("studentT", "freedom", "location", "scale");

  private static final long MOST_VALUES = 100_000;

  private final String name;
  private final String arguments;

  Distribution(String name, String... arguments) {
    this.name = name;
    this.arguments = String.join(" ", arguments);
  }

  static Distribution named(String name, Place place) {
    return Arrays.stream(values())
        .filter(d -> d.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelFault(
                    place,
                    "there is no distribution %s: there are %s"
                        .formatted(
                            name,
                            Arrays.stream(values())
                                .map(d -> d.name)
                                .collect(Collectors.joining(", ")))));
  }

  List<String> arguments() {
    return List.of(arguments.split(" "));
  }

  /**
   * The law for given arguments, a number or a list each.
   *
   * @throws IllegalArgumentException if an argument breaks a rule of the law
   */
  @SuppressWarnings("unchecked") // values of every law are numbers or lists of numbers
  <W> Law<W, Object> law(Object[] given, Arithmetic<W> numbers) {
    Law<?, ?> law =
        switch (this) {
          case BERNOULLI -> new Bernoulli<>(Functions.number(given[0], numbers), numbers);
          case CATEGORICAL -> categorical(Functions.numbers(given[0], numbers), numbers);
          case UNIFORM_INT -> whole(given, numbers);
          default -> {
            if (numbers.isExact()) {
              throw new IllegalArgumentException(
                  "%s has no finite table of fractions, which exact mode needs: use calibrate"
                      .formatted(name));
            }
            yield real(given);
          }
        };
    return (Law<W, Object>) law;
  }

  private Law<Double, ?> real(Object[] given) {
    double[] a =
        Arrays.stream(given).mapToDouble(v -> v instanceof Double d ? d : Double.NaN).toArray();
    return switch (this) {
      case UNIFORM -> Laws.uniform(a[0], a[1]);
      case NORMAL -> Laws.normal(a[0], a[1]);
      case GAMMA -> Laws.gamma(a[0], a[1]);
      case BETA -> Laws.beta(a[0], a[1]);
      case EXPONENTIAL -> Laws.exponential(a[0]);
      case POISSON -> Laws.poisson(a[0]);
      case GEOMETRIC -> Laws.geometric(a[0]);
      case STUDENT_T -> Laws.studentT(a[0], a[1], a[2]);
      default ->
          Laws.dirichlet(
              Functions.list(given[0]).stream()
                  .map(v -> v instanceof Double d ? d : Double.NaN)
                  .toList());
    };
  }

  /** Indices from 0 with these probabilities. */
  private static <W> Law<W, W> categorical(List<W> probabilities, Arithmetic<W> numbers) {
    List<W> indices = new ArrayList<>();
    for (int i = 0; i < probabilities.size(); i++) {
      indices.add(numbers.of(i));
    }
    return new Finite<>(numbers, indices, probabilities);
  }

  private static <W> Law<W, W> whole(Object[] given, Arithmetic<W> numbers) {
    double low = numbers.toDouble(Functions.number(given[0], numbers));
    double high = numbers.toDouble(Functions.number(given[1], numbers));
    if (low != Math.rint(low)
        || high != Math.rint(high)
        || !(high - low >= 0)
        || high - low >= MOST_VALUES) {
      throw new IllegalArgumentException(
          "uniformInt needs whole low and high, low at most high, at most %,d values: got %s and %s"
              .formatted(MOST_VALUES, given[0], given[1]));
    }
    List<W> values = new ArrayList<>();
    for (long v = (long) low; v <= (long) high; v++) {
      values.add(numbers.of(v));
    }
    return Finite.uniform(numbers, values);
  }
}
