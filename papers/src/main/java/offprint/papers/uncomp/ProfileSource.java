package offprint.papers.uncomp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import offprint.kernels.lm.model.LanguageModel;
import offprint.method.Run;
import offprint.method.Source;

/**
 * A profile that was given, or one made of the prompts.
 *
 * @param truncation for one that is made
 */
record ProfileSource(Source given, Truncation truncation) {
  /** Prompts that suffice to rank heads. */
  private static final int PROMPTS = 50;

  HeadProfile get(LanguageModel model, List<Exam.Item> items, Run run, Runnable beat)
      throws IOException {
    if (given.isEmpty()) {
      List<int[]> prompts = items.stream().limit(PROMPTS).map(Exam.Item::prompt).toList();
      return new Profiler(model, Signal.QUERY, truncation, beat).profile(prompts);
    }
    try (InputStream in = run.open(given)) {
      HeadProfile profile =
          HeadProfile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      profile.requireModel(model.config());
      return profile;
    }
  }
}
