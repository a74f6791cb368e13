package offprint.papers.perfectreconstruction;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import offprint.harness.Findings;
import offprint.kernels.information.InformationUnit;
import offprint.method.Card;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;

/**
 * The worked problems: sign and absolute value, linear combinations, primes, remainders, sorting.
 */
@AutoService(Method.class)
@SuppressWarnings("rawtypes") // a service is named by its raw type
public final class Examples implements Method<Examples.Params> {
  public record Params(
      @Param(label = "Problem", help = "Problem", value = "sorting") Problem which,
      @Param(
              label = "Problem size",
              help =
                  "divisors: the number; integers and remainders: how many numbers; sorting: items",
              value = "4")
          @Min(1)
          @Max(2_000_000_000)
          int size,
      @Param(
              label = "Weights of X",
              help =
                  "signAbsolute: weights of X ascending, -m to m; an even number of them leaves out"
                      + " 0",
              symbol = "p_X",
              value = "0.1,0.15,0.25,0.25,0.15,0.1")
          @Size(max = 100_000)
          List<Double> weights,
      @Param(
              label = "Rows of the matrix",
              help = "linear: rows of the matrix over GF(2), such as 1100",
              value = "1000,1100,0110,0011")
          @Size(max = 64)
          List<String> rows,
      @Param(help = "remainders: the moduli", value = "3,4,5") @Size(max = 64) List<Integer> moduli,
      @Param(label = "Functions left out", help = "Functions to leave out, numbered from 1")
          @Size(max = 64)
          List<Integer> omit,
      @Param(label = "Unit of entropies", help = "Unit of reported entropies", value = "bit")
          InformationUnit unit) {
    Problem.Settings settings() {
      return new Problem.Settings(size, weights, rows, moduli, omit);
    }
  }

  @Override
  public Card card() {
    return new Card(
        "examples", "Run the paper's worked problems at any size and see which test decides.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(
        Preset.QUICK,
        Preset.of("sign-absolute", "which=signAbsolute", "size=6", "moduli="),
        Preset.of("linear", "which=linear", "moduli="),
        Preset.of("divisors", "which=divisors", "size=360", "moduli="),
        Preset.of("integers", "which=integers", "size=30", "moduli=", "omit=10"),
        Preset.of("remainders", "which=remainders", "size=60"),
        Preset.of("even-moduli", "which=remainders", "size=24", "moduli=4,6"));
  }

  @Override
  public Report run(Params params, Run run) {
    run.progress(0, "building the problem");
    Problem.Instance instance = params.which.build(params.settings());
    Findings out = new Findings(run);
    out.text(note(params.which, instance.components()));
    return DiagnosisReport.of(instance.components(), instance.states(), params.unit, out);
  }

  private static String note(Problem which, Components components) {
    return switch (which) {
      case SORTING ->
          "The bound asks for ceil(log2 k!) comparisons; with comparisons fixed in advance all"
              + " k(k-1)/2 are needed, for any two neighbours in an order are told apart by their"
              + " own pair only.";
      case SIGN_ABSOLUTE ->
          "Slack is 0 if sign and absolute value are independent and X is never 0.";
      case LINEAR ->
          "%d bits are recovered from as many independent combinations; dependent ones can meet the"
                  .formatted(Integer.numberOfTrailingZeros(components.states()))
              + " condition and still fail.";
      case DIVISORS ->
          "Exponents in a uniform divisor are independent: all of them are just enough.";
      case INTEGERS ->
          "Up to n exponents of different primes are not independent: slack is positive.";
      case REMAINDERS ->
          "Coprime moduli whose product is the size give independent remainders (Chinese remainder"
              + " theorem); common factors do not.";
    };
  }
}
