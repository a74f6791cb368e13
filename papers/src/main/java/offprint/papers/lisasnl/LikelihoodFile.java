package offprint.papers.lisasnl;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.kernels.flow.MaskedFlow;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;

/**
 * A learnt likelihood with what it was learnt from, as a file.
 *
 * @param names of the parameters
 * @param summaries names of the summaries
 * @param prior the simulations were drawn from
 * @param likelihood learnt
 * @param observed summaries of the observation
 */
record LikelihoodFile(
    List<String> names,
    List<String> summaries,
    Box prior,
    FlowLikelihood likelihood,
    double[] observed) {
  private static final String METHOD = "lisa-snl/posterior";

  /** The record of the file. */
  record Header(
      List<String> names,
      List<String> summaries,
      double[] low,
      double[] high,
      int hidden,
      int blocks,
      double loss) {}

  static LikelihoodFile of(
      List<String> names, Box prior, FlowLikelihood likelihood, double[] observed) {
    List<String> summaries =
        IntStream.rangeClosed(1, observed.length).mapToObj(k -> "component_" + k).toList();
    return new LikelihoodFile(names, summaries, prior, likelihood, observed);
  }

  /** Writes likelihood.safetensors. */
  void write(Findings out) throws IOException {
    MaskedFlow flow = likelihood.flow();
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    put(tensors, "flow", likelihood.parameters());
    put(tensors, "summary.mean", likelihood.mean());
    put(tensors, "summary.sd", likelihood.sd());
    put(tensors, "theta.mean", likelihood.theta().mean());
    put(tensors, "theta.covariance", likelihood.theta().covariance());
    put(tensors, "observed", observed);
    Header header =
        new Header(
            names,
            summaries,
            prior.low(),
            prior.high(),
            flow.hidden(),
            flow.blocks(),
            likelihood.loss());
    out.file("likelihood.safetensors", to -> ModelFile.write(to, METHOD, header, tensors));
  }

  private static void put(Map<String, Safetensors.Tensor> tensors, String name, double[] values) {
    tensors.put(name, Safetensors.Tensor.of(values, values.length));
  }

  /**
   * @throws IllegalArgumentException if the file is no learnt likelihood
   */
  static LikelihoodFile read(Inputs in, Source source) throws IOException {
    ModelFile file = in.model("model", source, METHOD);
    Header header = file.header(Header.class);
    int d = header.names.size();
    int k = header.summaries.size();
    MaskedFlow flow = new MaskedFlow(k, d, header.hidden, header.blocks);
    Safetensors tensors = file.tensors();
    double[] none = new double[d];
    Arrays.fill(none, Double.NaN);
    double[] one = new double[d];
    Arrays.fill(one, 1);
    return new LikelihoodFile(
        header.names,
        header.summaries,
        new Box(header.names, header.low, header.high, none, one),
        new FlowLikelihood(
            flow,
            tensors.doubles("flow", flow.size()),
            tensors.doubles("summary.mean", k),
            tensors.doubles("summary.sd", k),
            new Gaussian(
                tensors.doubles("theta.mean", d),
                tensors.doubles("theta.covariance", (long) d * d)),
            header.loss),
        tensors.doubles("observed", k));
  }
}
