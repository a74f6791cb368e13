package offprint.papers.rnnhmm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How a network is taken apart. */
record Lens(
    @Param(label = "Trials", help = "Driven runs side by side", symbol = "R", value = "64")
        @Min(2)
        @Max(1024)
        int trials,
    @Param(
            label = "Time",
            help = "Steps of each run, after 100 that are dropped",
            symbol = "T",
            unit = "steps",
            value = "1200")
        @Min(100)
        @Max(20_000)
        int time,
    @Param(
            label = "Strongest",
            help = "Neurons that are silenced together, against random sets of as many",
            value = "3")
        @Min(1)
        @Max(20)
        int top) {
  private static final double MOST_NUMBERS = 5e7;

  /**
   * @throws IllegalArgumentException if the states do not fit
   */
  void require(Rnn rnn) {
    if ((double) trials * time * rnn.hidden() > MOST_NUMBERS) {
      throw new IllegalArgumentException(
          "trials and time must be lower: %d trials of %,d steps of %d neurons are more than 50 million numbers"
              .formatted(trials, time, rnn.hidden()));
    }
    if (top > rnn.hidden() / 2) {
      throw new IllegalArgumentException(
          "top must be at most half of the %d neurons: got %d".formatted(rnn.hidden(), top));
    }
  }
}
