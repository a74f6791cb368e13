package offprint.papers.matrixnuclearnorm;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Inputs;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.kernels.lm.tokens.Tokenizer;
import offprint.kernels.text.TextFiles;
import offprint.method.Kind;
import offprint.method.Param;
import offprint.method.Source;

/** The texts and the excerpts of them to measure. */
record Passages(
    @Param(
            help = "Texts: a .txt file, a folder of them, .jsonl or .csv",
            value = "example:moby-dick-last-tenth",
            accepts = Kind.TEXT)
        Source texts,
    @Param(
            label = "Column of the text",
            help = "Column of .jsonl or .csv with the text; empty: the first one",
            columnOf = "texts")
        String field,
    @Param(
            label = "Tokens of a text",
            help = "Tokens of a text, at most; 0: as many as the models take, at most 128",
            symbol = "N",
            unit = "tokens",
            value = "0")
        @Min(0)
        @Max(131_072)
        int maxTokens,
    @Param(
            label = "Texts or windows",
            help = "Texts or windows, at most; of more, windows evenly spread",
            value = "40")
        @Min(1)
        @Max(100_000)
        int count,
    @Param(
            label = "Cut into windows",
            help = "Cut long texts into windows of maxTokens, rather than measure their beginning",
            value = "true")
        boolean windows) {
  private static final int DEFAULT_TOKENS = 128;

  Passages {
    if (maxTokens == 1) {
      throw new IllegalArgumentException("maxTokens must be 0 or at least 2: got 1");
    }
  }

  List<TextFiles.Named> read(Findings out) throws IOException {
    return new Inputs(out).texts("texts", texts, field);
  }

  /**
   * Largest number of tokens of an excerpt that all models accept.
   *
   * @throws IllegalArgumentException if those asked for exceed a context with learned positions
   */
  int tokens(List<ModelConfig> models) {
    if (maxTokens == 0) {
      int context = models.stream().mapToInt(ModelConfig::context).min().orElseThrow();
      return Math.min(DEFAULT_TOKENS, context);
    }
    for (ModelConfig model : models) {
      if (model.layout() == ModelConfig.Layout.GPT2 && maxTokens > model.context()) {
        throw new IllegalArgumentException(
            "maxTokens must be at most %d, the model's context: got %d"
                .formatted(model.context(), maxTokens));
      }
    }
    return maxTokens;
  }

  /**
   * Cuts texts into excerpts and reports what is left out or changed.
   *
   * @param tokens of an excerpt, at most
   * @throws IllegalArgumentException if an excerpt has fewer than 2 tokens
   */
  List<Excerpt> cut(List<TextFiles.Named> from, Tokenizer tokenizer, int tokens, Findings out) {
    List<Excerpt> excerpts = new ArrayList<>();
    int unknown = 0;
    for (TextFiles.Named text :
        from.subList(0, windows ? from.size() : Math.min(count, from.size()))) {
      int[] ids = tokenizer.encode(text.text());
      unknown += tokenizer.decode(ids).strip().equals(text.text().strip()) ? 0 : 1;
      if (!windows || ids.length < tokens) {
        excerpts.add(Excerpt.of(text.name(), ids, 0, tokens));
        continue;
      }
      for (int at = 0; at + tokens <= ids.length; at += tokens) {
        excerpts.add(Excerpt.of(text.name() + " @" + at, ids, at, tokens));
      }
    }
    List<Excerpt> some = spread(excerpts);
    for (Excerpt excerpt : some) {
      if (excerpt.ids().length < 2) {
        throw new IllegalArgumentException(
            "%s has %d token, needs at least 2".formatted(excerpt.name(), excerpt.ids().length));
      }
    }
    long shortened = windows ? 0 : some.stream().filter(Excerpt::cut).count();
    if (shortened > 0) {
      out.assumed(
          "%d of %d texts are longer than %d tokens: only their beginning is measured."
              .formatted(shortened, some.size(), tokens));
    }
    if (unknown > 0) {
      out.warning(
          "%d texts hold characters that the tokenizer drops or changes.".formatted(unknown));
    }
    return some;
  }

  private List<Excerpt> spread(List<Excerpt> all) {
    if (all.size() <= count) {
      return all;
    }
    List<Excerpt> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    return some;
  }
}
