package offprint.papers.uncomp;

import java.util.List;
import java.util.Map;
import offprint.method.Report;
import offprint.method.Table;

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

  void add(List<Report.Block> blocks, Map<String, Double> metrics) {
    List<Votes> main = MAIN.stream().map(this::set).toList();
    metrics.put("agree", main.stream().mapToDouble(Votes::agreement).min().orElseThrow());
    metrics.put("same", main.stream().mapToDouble(Votes::sameInBothHalves).min().orElseThrow());
    metrics.put("alike", set("llama3-8b-instruct/query").alike(4));
    metrics.put("agree_contrast", set("llama2-7b-chat/attention-std").agreement());
    metrics.put("same_k16_k128", same("query-k16", "query-k128"));
    blocks.add(HeadVotes.stability(main, 4));
    blocks.add(
        new Table(
            "Which heads count as informative depends on k (by chance .5)",
            List.of("llama2-7b-chat", "and", "heads in the same group"),
            List.of(
                List.of("query, k = 16", "query, k = 128", same("query-k16", "query-k128")),
                List.of("query, k = 32", "query, k = 64", same("query-k32", "query-k64")),
                List.of("query", "key", same("query", "key")),
                List.of("query", "value", same("query", "value")))));
  }

  private double same(String a, String b) {
    return set("llama2-7b-chat/" + a).sameAs(set("llama2-7b-chat/" + b));
  }
}
