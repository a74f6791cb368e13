package offprint.papers.lisasnl;

import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.stream.IntStream;
import offprint.method.Param;

/** The frequencies of a measurement. */
record Band(
    @Param(label = "Lowest frequency", help = "Of the band", unit = "Hz", value = "6e-4") @Positive
        double fmin,
    @Param(label = "Highest frequency", help = "Of the band", unit = "Hz", value = "9e-3") @Positive
        double fmax,
    @Param(
            label = "Duration",
            help = "Of the data; frequencies are multiples of 1/duration",
            symbol = "T",
            unit = "s",
            value = "43200")
        @Positive
        double duration,
    @Param(help = "Frequencies instead of the band, ascending", unit = "Hz", advanced = true)
        List<Double> frequencies) {
  private static final int MOST = 200_000;

  static final Band STANDARD = new Band(6e-4, 9e-3, 43200, List.of());

  public Band {
    if (!(fmin < fmax)) {
      throw new IllegalArgumentException(
          "fmax must be above fmin: got %s and %s".formatted(fmax, fmin));
    }
    if ((fmax - fmin) * duration > MOST) {
      throw new IllegalArgumentException(
          "the band must hold at most %,d frequencies: got %,.0f"
              .formatted(MOST, (fmax - fmin) * duration));
    }
    frequencies = List.copyOf(frequencies);
    for (int i = 0; i < frequencies.size(); i++) {
      if (!(frequencies.get(i) > (i == 0 ? 0 : frequencies.get(i - 1)))) {
        throw new IllegalArgumentException(
            "frequencies must be above 0 and ascending: got %s at place %d"
                .formatted(frequencies.get(i), i + 1));
      }
    }
  }

  /** Frequencies in hertz, ascending. */
  double[] grid() {
    if (!frequencies.isEmpty()) {
      return frequencies.stream().mapToDouble(Double::doubleValue).toArray();
    }
    int first = (int) Math.ceil(fmin * duration - 1e-9);
    int last = (int) Math.floor(fmax * duration + 1e-9);
    return IntStream.rangeClosed(first, last).mapToDouble(k -> k / duration).toArray();
  }

  /** Spacing in hertz. */
  double spacing() {
    return frequencies.size() > 1 ? frequencies.get(1) - frequencies.getFirst() : 1 / duration;
  }
}
