package offprint.papers.uncomp;

import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;

/** C7 and the dependence on k, from the votes of real models. */
record VoteStudy(List<Votes> sets) {
  /** One set for each model and state that the authors released with the same k. */
  private static final List<String> MAIN =
      List.of(
          "llama2-7b-chat/query",
          "llama2-7b-chat/key",
          "llama3-8b-instruct/query",
          "mistral-7b/query",
          "llama2-13b-chat/query");

  private Votes set(String name) {
    return sets.stream()
        .filter(v -> v.set().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the votes have no set " + name));
  }

  void tell(Findings out) {
    List<Votes> main = MAIN.stream().map(this::set).toList();
    out.metric("agree", main.stream().mapToDouble(Votes::agreement).min().orElseThrow())
        .metric("same", main.stream().mapToDouble(Votes::sameInBothHalves).min().orElseThrow())
        .metric("alike", set("llama3-8b-instruct/query").alike(4))
        .metric("agree_contrast", set("llama2-7b-chat/attention-std").agreement())
        .metric("same_k16_k128", same("query-k16", "query-k128"));
    HeadVotes.stability(main, 4, out);
    out.table(
        "Which heads count as informative depends on k (by chance .5)",
        Frame.of("llama2-7b-chat", "and", "heads in the same group")
            .row("query, k = 16", "query, k = 128", same("query-k16", "query-k128"))
            .row("query, k = 32", "query, k = 64", same("query-k32", "query-k64"))
            .row("query", "key", same("query", "key"))
            .row("query", "value", same("query", "value")));
  }

  private double same(String a, String b) {
    return set("llama2-7b-chat/" + a).sameAs(set("llama2-7b-chat/" + b));
  }
}
