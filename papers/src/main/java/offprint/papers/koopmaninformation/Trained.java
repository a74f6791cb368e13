package offprint.papers.koopmaninformation;

import java.io.IOException;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.harness.Wording;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;

/**
 * What a model's file says beside its weights.
 *
 * @param dt time between rows
 * @param nrmse error in the held-out runs after 1, 2, … steps
 */
record Trained(Design network, Coordinates coordinates, double dt, double[] nrmse) {
  static final String METHOD = "koopman-information/train";

  void write(KoopmanModel model, Findings out) throws IOException {
    out.file("model.safetensors", file -> ModelFile.write(file, METHOD, this, model.tensors()));
  }

  /** A header and its network. */
  record Loaded(Trained header, KoopmanModel model) {
    /**
     * The states of recordings.
     *
     * @throws IllegalArgumentException if the columns are not those of the model, or a run has too
     *     few rows
     */
    List<double[][]> states(Recordings recordings) {
      Coordinates coordinates = header.coordinates;
      if (!recordings.columns().equals(coordinates.columns())) {
        throw new IllegalArgumentException(
            "data must have the %d columns of the model (%s): got %d (%s)"
                .formatted(
                    coordinates.columns().size(),
                    Wording.list(coordinates.columns(), 12),
                    recordings.columns().size(),
                    Wording.list(recordings.columns(), 12)));
      }
      for (int r = 0; r < recordings.runs().size(); r++) {
        if (recordings.runs().get(r).length < coordinates.delay()) {
          throw new IllegalArgumentException(
              "data: run %s must have at least %d rows, the delay of the model: got %d"
                  .formatted(
                      recordings.names().get(r),
                      coordinates.delay(),
                      recordings.runs().get(r).length));
        }
      }
      return recordings.runs().stream().map(coordinates::states).toList();
    }
  }

  static Loaded read(Inputs in, Source source) throws IOException {
    ModelFile file = in.model("model", source, METHOD);
    Trained header = file.header(Trained.class);
    Safetensors tensors = file.tensors();
    KoopmanModel model =
        KoopmanModel.of(
            "the Koopman model", header.network, header.coordinates.dimension(), tensors);
    return new Loaded(header, model);
  }

  /** The error after so many steps that was measured in training; NaN beyond. */
  double error(int steps) {
    return steps >= 1 && steps <= nrmse.length ? nrmse[steps - 1] : Double.NaN;
  }
}
