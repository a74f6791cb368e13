package offprint.papers.srrw;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import offprint.harness.Part;
import offprint.method.Param;

/** The walks of an experiment: how they avoid where they have been, how long and how many. */
record Walks(
    @Param(label = "Walk", help = "The self-repellent walk") Repellence repellence,
    @Param(label = "Memory exponent", help = "A visit counts (n+1)^-a", symbol = "a", value = "1")
        @DecimalMin("0.5")
        @DecimalMax("1")
        double gammaExp,
    @Param(label = "Hops a walk", help = "Length of each walk", value = "100000")
        @Min(10)
        @Max(1_000_000_000)
        long hops,
    @Param(label = "Repeated walks", help = "Repeated walks, for error bars", value = "20")
        @Min(1)
        @Max(1000)
        int runs,
    @Param(
            label = "Start node",
            help = "Node to start from: an id, or random",
            value = "random",
            advanced = true)
        String start) {
  Walks {
    Repellence.requireExponent("gammaExp", gammaExp);
  }

  double alpha() {
    return repellence.alpha();
  }

  List<Arm> arms(Network network, ChainKind chain, double[] target) {
    return Arm.all(network, chain, target, repellence, gammaExp);
  }

  /**
   * @param arms how many ways of walking the trials are for
   * @param part of the run's progress for all of them
   */
  Trials trials(Network network, int arms, Part part) {
    Part.Counter counter = part.counter((double) hops * runs * arms, "walking");
    return new Trials(network, runs, start, Checkpoints.upTo(hops), counter);
  }
}
