package offprint.papers.rnnhmm;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import offprint.harness.Findings;
import offprint.kernels.hmm.CategoricalEmission;
import offprint.kernels.hmm.CategoricalModel;
import offprint.kernels.hmm.HiddenChain;
import offprint.kernels.markov.CommunicatingClasses;
import offprint.kernels.markov.TransitionMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A hidden Markov model as JSON: {@code {"transition": [[…]], "emission": [[…]], "start": […]}}.
 *
 * @param start law of the first state; uniform where there is none
 */
record HmmFile(
    double @Nullable [][] transition, double @Nullable [][] emission, double @Nullable [] start) {
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  /**
   * @throws IllegalArgumentException naming matrix and row of what is no law
   */
  static CategoricalModel read(InputStream in) throws IOException {
    HmmFile file;
    try {
      file = JSON.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8), HmmFile.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(
          "must be JSON with the entries transition and emission: " + e.getMessage(), e);
    }
    if (file == null || file.transition == null || file.emission == null) {
      throw new IllegalArgumentException("must be JSON with the entries transition and emission");
    }
    double[][] transition = TransitionMatrix.checked(file.transition);
    double[] start = file.start;
    if (start == null) {
      start = new double[transition.length];
      Arrays.fill(start, 1.0 / start.length);
    }
    return new CategoricalModel(
        HiddenChain.of(start, transition), new CategoricalEmission(file.emission));
  }

  static String json(CategoricalModel model) {
    HiddenChain chain = model.chain();
    return JSON.toJson(
            new HmmFile(chain.transition(), model.emission().probability(), chain.start()))
        + "\n";
  }

  /**
   * Warns of states that are left for good.
   *
   * @throws IllegalArgumentException if there are several sets of states that are never left
   */
  static void judge(CategoricalModel model, Findings out) {
    if (model.symbols() < 2 || model.symbols() > Recording.MOST_SYMBOLS) {
      throw new IllegalArgumentException(
          "hmm must have 2 to %d symbols: got %d"
              .formatted(Recording.MOST_SYMBOLS, model.symbols()));
    }
    try {
      double[] law = model.stationary();
      double[] f = model.frequencies();
      if (Arrays.stream(law).anyMatch(p -> p == 0)) {
        out.warning(
            "Some states are left for good, so that the law of the first state matters; frequencies"
                + " are those of the long run.");
      }
      if (Arrays.stream(f).filter(p -> p > 0).count() < 2) {
        throw new IllegalArgumentException("hmm must emit 2 symbols in the long run: got one");
      }
    } catch (IllegalArgumentException e) {
      int closed = CommunicatingClasses.of(model.chain().transition()).count();
      throw closed > 1 && !String.valueOf(e.getMessage()).startsWith("hmm")
          ? new IllegalArgumentException("hmm: " + e.getMessage(), e)
          : e;
    }
  }
}
