package offprint.papers.fimmjp;

import java.io.IOException;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;

/** A network that names the rates behind a set of paths. */
interface RateNetwork {
  /** The most states it can tell of. */
  int maxStates();

  /** Rates per unit of the paths' times. */
  Estimate estimate(Paths paths);

  /**
   * A model of fim-mjp/train, or the authors' checkpoint.
   *
   * @throws IllegalArgumentException if it is neither, or a tensor has another shape, naming it
   */
  static RateNetwork read(Inputs in, Source model) throws IOException {
    Safetensors file = in.read("model", model, Safetensors::read);
    if (AuthorsNetwork.wrote(file)) {
      return new AuthorsNetwork(file);
    }
    ModelFile own = in.model("model", model, NetworkFile.METHOD);
    return NetworkFile.read(own);
  }
}
