package offprint.papers.bitstack;

import java.util.ArrayList;
import java.util.List;
import offprint.method.Claim;

/** What the paper says, and what we expect where it gives no figure we could read. */
final class ReproduceClaims {
  private static final String SCALE =
      "byte model of 0.4M weights, Moby-Dick; paper: Llama 2, 3, 3.1 of 7B to 70B, WikiText2";
  private static final String RIVALS = SCALE + "; rivals: round-to-nearest, not GPTQ and AWQ";
  private static final String NONE = "not found";
  private static final String OURS = "our reading";

  private ReproduceClaims() {}

  static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    claims.add(
        new Claim(
            "B1",
            "a block costs about 1 bit per weight",
            "abstract",
            "1.096 for Llama-3-8B, k = 16 (derived)",
            "full",
            "llama_bits_per_weight",
            1.0,
            1.15,
            "bytes of the shapes of Llama-3-8B"));
    claims.add(
        atMost(
            "B2",
            "101 budgets from one file leave less than a block each",
            "abstract",
            "slack_over_block",
            1));
    claims.add(
        Claim.atMost(
            "B3-2.5",
            "far better than 2-bit rounding, groups of 64 (ratio of perplexities)",
            "abstract",
            NONE,
            "full",
            "ratio_rtn2_g64",
            0.75,
            RIVALS));
    claims.add(
        atMost("B3-row", "better than 2-bit rounding by row", "abstract", "ratio_rtn2_row", 0.92));
    claims.add(
        atMost(
            "B3-1", "better than 1-bit rounding, groups of 32", "abstract", "ratio_rtn1_g32", 0.5));
    claims.add(
        atMost("B3-prune", "better than pruning at 2, 3 and 6 bits", "abstract", "ratio_prune", 1));
    claims.add(
        between(
            "B3-3.5", "even with 3-bit rounding, groups of 64", OURS, "ratio_rtn3_g64", 0.9, 1.1));
    claims.add(
        between(
            "B3-4.5",
            "worse than 4-bit rounding, groups of 64, by up to 12 %",
            OURS,
            "ratio_rtn4_g64",
            1,
            1.12));
    claims.add(
        Claim.atLeast(
            "L-fall",
            "perplexity falls with each of levels 2 to 5",
            OURS,
            NONE,
            "full",
            "falls",
            4,
            SCALE));
    claims.add(atMost("L-3", "level 3 within 20 % of fp16", OURS, "level_3_ratio", 1.2));
    claims.add(atMost("L-8", "level 8 within 4 % of fp16", OURS, "last_level_ratio", 1.04));
    claims.add(
        atMost(
            "L-step",
            "no single block raises perplexity by more than 0.5 %",
            OURS,
            "largest_step_up",
            0.005));
    claims.add(
        Claim.atLeast(
            "B4",
            "better than plain low rank on levels 1 to 4",
            "code",
            NONE,
            "full",
            "below_svd",
            4,
            SCALE));
    claims.add(
        atMost(
            "B4-1",
            "half the perplexity of low rank, or less, at level 1",
            OURS,
            "svd_ratio_1",
            0.5));
    claims.add(
        atMost(
            "B5",
            "sorted order better than random, 3 % or more",
            "checkpoints",
            "sorted_over_random",
            0.97));
    claims.add(
        atMost(
            "B5-each",
            "sorted better than each of three random orders",
            "checkpoints",
            "sorted_over_least_random",
            1));
    claims.add(
        Claim.atLeast(
            "B5-reversed",
            "reversed worse than each random order",
            OURS,
            NONE,
            "full",
            "reversed_over_most_random",
            1,
            SCALE));
    claims.add(
        atMost(
            "B7",
            "scaling by activations helps (mean ratio, levels 1 to 5)",
            "code",
            "scale_ratio",
            1));
    claims.add(
        atMost(
            "O-stack",
            "outlying inputs change the stack by less than 0.5 %",
            OURS,
            "outliers_change",
            0.005));
    claims.add(
        Claim.atLeast(
            "O-rtn",
            "outlying inputs make 3-bit rounding by row 1.5 times as bad",
            OURS,
            NONE,
            "full",
            "outliers_rtn3_row",
            1.5,
            SCALE));
    claims.add(
        Claim.atLeast(
            "R-live",
            "20 budgets changed while running: logits of a fresh load, bit for bit",
            "abstract",
            NONE,
            "full",
            "live_equal",
            20,
            SCALE));
    claims.add(
        atMost(
            "R-read",
            "a change reads the difference alone (surplus bytes)",
            "abstract",
            "live_surplus_bytes",
            0));
    claims.add(
        Claim.atMost(
            "B3-quick",
            "far better than 2-bit rounding, groups of 64",
            "abstract",
            NONE,
            "quick",
            "ratio_rtn2_g64",
            0.75,
            RIVALS));
    return List.copyOf(claims);
  }

  private static Claim atMost(
      String id, String statement, String where, String metric, double high) {
    return Claim.atMost(id, statement, where, NONE, "full", metric, high, SCALE);
  }

  private static Claim between(
      String id, String statement, String where, String metric, double low, double high) {
    return new Claim(id, statement, where, NONE, "full", metric, low, high, RIVALS);
  }
}
