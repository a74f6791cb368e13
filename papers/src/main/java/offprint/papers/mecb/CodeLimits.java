package offprint.papers.mecb;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import offprint.method.Param;

/** The limits of a code and the method that finds its encoder. */
record CodeLimits(
    @Param(
            label = "Rate limit",
            help = "Largest entropy of the code",
            symbol = "R",
            unit = "bits",
            value = "4.5")
        @DecimalMin("0")
        @DecimalMax("24")
        double rate,
    @Param(label = "Encoder", help = "How the code is found", value = "refined") Compressor method,
    @Param(
            label = "Fill the rate",
            help = "Split one symbol over two codes to use up the rate (theorem 3)",
            value = "false")
        boolean stochastic,
    @Param(label = "Most codes", help = "Most codes; 0: any number", value = "0")
        @Min(0)
        @Max(1_000_000)
        int maxCodes) {
  CodeLimits {
    if (maxCodes == 1) {
      throw new IllegalArgumentException("maxCodes must be 0 or at least 2: got 1");
    }
  }

  /** The encoder of a law that the method finds. */
  Encoder encoder(double[] p) {
    int most = maxCodes == 0 ? Integer.MAX_VALUE : maxCodes;
    Code code = method.compress(p, rate).atMost(most);
    if (!stochastic) {
      return Encoder.of(code);
    }
    List<Code> maps = new ArrayList<>(NearDeterministic.maps(p, rate));
    maps.add(code);
    return NearDeterministic.best(maps, rate, most);
  }
}
