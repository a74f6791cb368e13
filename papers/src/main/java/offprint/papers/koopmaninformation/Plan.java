package offprint.papers.koopmaninformation;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How a network is trained. */
record Plan(
    @Param(
            label = "Window",
            help = "Steps of a training window",
            symbol = "T",
            unit = "rows",
            value = "16")
        @Min(4)
        @Max(256)
        int window,
    @Param(label = "Steps", help = "Training steps", unit = "steps", value = "1000")
        @Min(1)
        @Max(1_000_000)
        int steps,
    @Param(label = "Batch", help = "Windows of a step", value = "32", advanced = true)
        @Min(1)
        @Max(4096)
        int batch,
    @Param(
            label = "Learning rate",
            help = "Learning rate; 0.3 of it from 60 %, 0.09 from 85 % of the steps on",
            value = "0.001",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1")
        double lr,
    @Param(
            label = "Refit",
            help = "Take the least-squares K in the end where it errs less on validation runs",
            value = "true",
            advanced = true)
        boolean refit) {

  static Plan of(int steps) {
    return new Plan(16, steps, 32, 1e-3, true);
  }

  /** The learning rate of a step, from 0. */
  double rate(int step) {
    return lr * (step < 0.6 * steps ? 1 : step < 0.85 * steps ? 0.3 : 0.09);
  }
}
