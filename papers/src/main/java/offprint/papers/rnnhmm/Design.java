package offprint.papers.rnnhmm;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.kernels.torch.Initializer;
import offprint.kernels.torch.Parameters;
import offprint.method.Param;

/** Size of a network, and the weights it starts from: U(−1/√h, 1/√h) times a gain. */
record Design(
    @Param(label = "Neurons", help = "Hidden neurons", symbol = "h", value = "64") @Min(2) @Max(512)
        int hidden,
    @Param(
            label = "Noise inputs",
            help = "Independent normal inputs of each step",
            symbol = "d",
            value = "16")
        @Min(1)
        @Max(256)
        int noise,
    @Param(
            label = "Readout gain",
            help = "The first readout weights are multiplied by it",
            value = "5",
            advanced = true)
        @DecimalMin("0.1")
        @DecimalMax("10")
        double readoutGain,
    @Param(
            label = "Recurrent gain",
            help = "The first recurrent weights are multiplied by it",
            value = "1.6",
            advanced = true)
        @DecimalMin("0.1")
        @DecimalMax("10")
        double recurrentGain) {
  static final String INPUT = "rnn.weight_ih_l0";
  static final String RECURRENT = "rnn.weight_hh_l0";
  static final String READOUT = "fc.weight";
  static final String OFFSET = "fc.bias";
  static final String DEVIATION = "output.sd";

  private static final double FIRST_DEVIATION = 0.5;

  /** The trained tensors, in the order of the gradient of {@link Trainer}. */
  Parameters.Declaration declare(int outputs, boolean symbols) {
    Parameters.Declaration p =
        Parameters.declare()
            .add(INPUT, uniform(1), hidden, noise)
            .add(RECURRENT, uniform(recurrentGain), hidden, hidden)
            .add(READOUT, uniform(readoutGain), outputs, hidden);
    return symbols
        ? p
        : p.add(OFFSET, Initializer.constant(0), outputs)
            .add(DEVIATION, Initializer.constant(FIRST_DEVIATION), outputs);
  }

  private Initializer uniform(double gain) {
    Initializer one = Initializer.fanIn(hidden);
    return random -> gain * one.draw(random);
  }
}
