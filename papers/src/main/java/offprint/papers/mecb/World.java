package offprint.papers.mecb;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.io.IOException;
import offprint.harness.Inputs;
import offprint.kernels.markov.decision.GridWorld;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The decision process of an agent on a grid. */
record World(
    @Param(
            help = "Grid as text: S start, G goal, X trap, # wall, . free",
            value = "example:slippery-grid",
            accepts = Kind.OTHER)
        Source grid,
    @Param(label = "Discount", help = "Discount of rewards", symbol = "γ", value = "0.95")
        @DecimalMin("0")
        @DecimalMax("0.999")
        double gamma,
    @Param(
            label = "Slip probability",
            help = "Probability that a move goes another way",
            value = "0.1")
        @DecimalMin("0")
        @DecimalMax("0.9")
        double slip) {

  GridWorld read(Inputs in) throws IOException {
    return in.text("grid", grid, text -> GridWorld.parse(text, slip));
  }
}
