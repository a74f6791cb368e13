package offprint.papers.fimmjp;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import offprint.harness.ModelFile;
import offprint.kernels.torch.Safetensors;

/**
 * What a trained cell network's file says beside its weights.
 *
 * @param steps it was trained for
 * @param validationLoss on processes kept apart
 */
record NetworkFile(CellDesign design, Prior prior, int steps, double validationLoss) {
  static final String METHOD = "fim-mjp/train";

  NetworkFile {
    Objects.requireNonNull(design);
    Objects.requireNonNull(prior);
  }

  void write(Safetensors weights, OutputStream out) throws IOException {
    ModelFile.write(out, METHOD, this, weights.tensors());
  }

  /**
   * @throws IllegalArgumentException if a tensor is missing or has another shape, naming it
   */
  static CellNetwork read(ModelFile file) {
    return new CellNetwork(file.header(NetworkFile.class).design, file.tensors());
  }
}
