package offprint.papers.srrw;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.List;
import offprint.method.Param;

/** The columns to learn from and the loss. */
record Learning(
    @Param(
            label = "Column to learn",
            help = "Column to learn; not used by the mean",
            value = "label",
            columnOf = "nodes")
        String label,
    @Param(
            label = "Columns to learn from",
            help = "Columns to learn from; empty: all numeric ones",
            columnOf = "nodes")
        List<String> features,
    @Param(help = "What a row costs", value = "logistic") Loss loss,
    @Param(
            label = "Quantile",
            help = "Level of the quantile loss",
            symbol = "τ",
            value = "0.5",
            advanced = true)
        @DecimalMin("0.01")
        @DecimalMax("0.99")
        double tau,
    @Param(label = "Ridge", help = "κ |θ|² / 2 is added to the loss", symbol = "κ", value = "1")
        @DecimalMin("0")
        @DecimalMax("1000")
        double kappa) {

  /** Logistic regression on all columns, kappa 1. */
  static Learning logistic(String label) {
    return new Learning(label, List.of(), Loss.LOGISTIC, 0.5, 1);
  }
}
