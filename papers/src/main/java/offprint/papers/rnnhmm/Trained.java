package offprint.papers.rnnhmm;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.harness.ModelFile;
import offprint.kernels.torch.Safetensors;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * What a network's file says beside its weights.
 *
 * @param labels of the outputs
 * @param length of the sequences it was trained on
 * @param steps of its training
 * @param seed of its training, from which its first weights follow
 * @param mean of each number before scaling; empty for symbols
 * @param sd of each number before scaling; empty for symbols
 */
record Trained(
    Design design,
    List<String> labels,
    int length,
    int steps,
    long seed,
    double[] mean,
    double[] sd) {
  static final String METHOD = "rnn-hmm/train";

  Trained {
    labels = List.copyOf(labels);
  }

  /**
   * A network and what its file says.
   *
   * @param header null for a file of the authors' program
   */
  record Model(Rnn rnn, @Nullable Trained header) {
    /** Names of the outputs. */
    List<String> labels() {
      return header != null
          ? header.labels
          : IntStream.range(0, rnn.outputs()).mapToObj(Integer::toString).toList();
    }

    /** The network that its training began with; null where the file does not tell. */
    @Nullable Rnn untrained() {
      return header == null
          ? null
          : Trainer.untrained(header.design, rnn.outputs(), rnn.symbols(), header.seed);
    }
  }

  void write(Findings out, String file, Rnn rnn) throws IOException {
    out.file(file, stream -> ModelFile.write(stream, METHOD, this, rnn.tensors()));
  }

  /** Reads a model of ours, or the tensors of the authors' program. */
  static Model read(Inputs in, Source source) throws IOException {
    Safetensors file = in.read("model", source, Trained::tensors);
    Rnn rnn;
    try {
      rnn = Rnn.of(file);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model: " + e.getMessage(), e);
    }
    if (!file.metadata().containsKey("method")) {
      return new Model(rnn, null);
    }
    Trained header = in.model("model", source, METHOD).header(Trained.class);
    if (header.labels.size() != rnn.outputs()) {
      throw new IllegalArgumentException(
          "model: the file must name %d outputs: got %s".formatted(rnn.outputs(), header.labels));
    }
    return new Model(rnn, header);
  }

  private static Safetensors tensors(InputStream in) throws IOException {
    return Safetensors.read(in);
  }
}
