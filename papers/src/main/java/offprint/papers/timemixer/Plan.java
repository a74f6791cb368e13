package offprint.papers.timemixer;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How a network is trained. */
record Plan(
    @Param(label = "Epochs", help = "Passes over the training windows, at most", value = "3")
        @Min(1)
        @Max(1000)
        int epochs,
    @Param(
            label = "Steps of an epoch",
            help = "Steps of an epoch; 0: every window once",
            unit = "steps",
            value = "20")
        @Min(0)
        @Max(1_000_000)
        int steps,
    @Param(label = "Batch", help = "Windows of a step", symbol = "B", value = "32", advanced = true)
        @Min(1)
        @Max(4096)
        int batch,
    @Param(
            label = "Learning rate",
            help = "Highest learning rate of the cycle",
            value = "0.01",
            advanced = true)
        @DecimalMin("0.000001")
        @DecimalMax("1")
        double lr) {

  int stepsPerEpoch(int windows) {
    int all = Math.ceilDiv(windows, batch);
    return steps == 0 ? all : Math.min(steps, all);
  }

  Plan withRate(double rate) {
    return new Plan(epochs, steps, batch, rate);
  }
}
