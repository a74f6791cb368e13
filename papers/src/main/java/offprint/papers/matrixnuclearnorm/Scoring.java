package offprint.papers.matrixnuclearnorm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import offprint.kernels.lm.inference.Likelihood;
import offprint.kernels.lm.model.ActivationHook;
import offprint.kernels.lm.model.LanguageModel;
import offprint.kernels.lm.tokens.TokenBatch;
import offprint.kernels.task.Timing;
import offprint.kernels.torch.Session;

/**
 * Measures the hidden states of texts, one text at a time.
 *
 * @param layer 0 for the embeddings, i for the output of block i, −1 for the last after the final
 *     norm
 * @param summed D; 0 for min(N, d)
 * @param exact whether to compute the spectrum too
 */
record Scoring(Session session, LanguageModel model, int layer, int summed, boolean exact) {
  Scoring {
    int layers = model.config().layers();
    if (layer > layers) {
      throw new IllegalArgumentException(
          "layer must be at most %d, the model's layers: got %d".formatted(layers, layer));
    }
    if (summed > model.config().width()) {
      throw new IllegalArgumentException(
          "summed must be at most %d, the model's width: got %d"
              .formatted(model.config().width(), summed));
    }
  }

  /**
   * @param text at least 2 tokens
   * @param beat called at each layer; throwing from it ends the pass
   */
  TextScore score(Excerpt text, Runnable beat) {
    return score(text, List.of(layer), beat).getFirst();
  }

  /** As {@link #score(Excerpt, Runnable)} for every layer, −1 last. */
  List<TextScore> layers(Excerpt text, Runnable beat) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i <= model.config().layers(); i++) {
      all.add(i);
    }
    all.add(-1);
    return score(text, all, beat);
  }

  private List<TextScore> score(Excerpt text, List<Integer> layers, Runnable beat) {
    List<double[]> states = new ArrayList<>();
    double[] loss = new double[1];
    double forward = Timing.seconds(1, () -> loss[0] = pass(text.ids(), layers, states, beat));
    List<TextScore> scores = new ArrayList<>();
    for (double[] state : states) {
      beat.run();
      int n = text.ids().length;
      StateMatrix x = StateMatrix.of(state, n, model.config().width(), text.name());
      Measures[] measures = new Measures[2];
      double quick = Timing.seconds(1, () -> measures[0] = Measures.of(x, summed, false, session));
      double whole =
          exact ? Timing.seconds(1, () -> measures[1] = Measures.of(x, summed, true, session)) : 0;
      scores.add(
          new TextScore(
              text.name(),
              measures[exact ? 1 : 0],
              loss[0],
              new double[] {forward, quick, Math.max(0, whole - quick)}));
    }
    return scores;
  }

  /** Adds the states of the layers, [N × d] each, and returns the loss. */
  private double pass(int[] ids, List<Integer> layers, List<double[]> states, Runnable beat) {
    double[][] seen = new double[model.config().layers() + 2][];
    ActivationHook probe =
        (site, at, x) -> {
          int slot =
              switch (site) {
                case EMBEDDING -> 0;
                case RESIDUAL_AFTER -> at + 1;
                case FINAL -> model.config().layers() + 1;
                default -> -1;
              };
          if (slot >= 0) {
            beat.run();
            if (layers.contains(site == ActivationHook.Site.FINAL ? -1 : slot)) {
              seen[slot] = x.toType(DataType.FLOAT64, false).toDoubleArray();
            }
          }
          return x;
        };
    try (NDScope _ = new NDScope()) {
      NDArray logits = model.forward(TokenBatch.of(ids), probe);
      for (double[] state : seen) {
        if (state != null) {
          states.add(state);
        }
      }
      double sum = 0;
      for (double logProbability : Likelihood.ofNext(logits, ids)) {
        sum -= logProbability;
      }
      return sum / (ids.length - 1);
    }
  }
}
