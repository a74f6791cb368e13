package offprint.papers.mecb;

import java.util.ArrayList;
import java.util.List;
import offprint.method.Claim;

/** What the paper says, as runs of a preset decide it. */
final class ClaimList {
  private ClaimList() {}

  /** Encoders and couplings on the preset quick, the coding game on full. */
  static List<Claim> all() {
    List<Claim> claims = new ArrayList<>();
    couplings(claims);
    encoders(claims);
    game(claims);
    return claims;
  }

  private static void couplings(List<Claim> claims) {
    String setting =
        "20 symbols, |N(0,1)| weights, nats, 100 pairs: our guess; the paper's size, law and unit"
            + " were not found";
    claims.add(
        Claim.atLeast(
            "C1-order",
            "Greedy couplings have far less joint entropy than SLA and independence",
            "Table 1",
            "independent 5.443, SLA 3.225, max 2.946, zero 2.937",
            "quick",
            "c1_order_margin_nats",
            0,
            setting + "; zero may exceed max by 0.02"));
    claims.add(
        new Claim(
            "C1-max",
            "Mean joint entropy of max-seeking greedy couplings",
            "Table 1",
            "2.946 ± 0.064",
            "quick",
            "c1_max_nats",
            2.946 - 0.06,
            2.946 + 0.06,
            setting));
    claims.add(
        Claim.atLeast(
            "C6",
            "Less rate gives more random couplings",
            "Fig. 10",
            "images only",
            "quick",
            "c6_least_rise_bits",
            0,
            "8 uniform symbols on both sides, R = 3, 2, 1.5, 1, 0.5, refined encoder"));
  }

  private static void encoders(List<Claim> claims) {
    claims.add(
        Claim.atMost(
            "C2",
            "The greedy encoder misses the best map by at most h(p_2)",
            "Theorem 2",
            "no violation",
            "quick",
            "c2_violations",
            0,
            "random laws of 2 to 8 symbols against all partitions; the theorem is for any law"));
    claims.add(
        Claim.atMost(
            "C3",
            "Encoders near deterministic maps recover the brute-force optimum",
            "Fig. 2",
            "curve only",
            "quick",
            "c3_gap_bits",
            5e-6,
            "p = (0.7, 0.2, 0.1) as in the paper; brute force over forests on a refined grid,"
                + " compared where it uses the whole rate"));
    String shkel = "10 symbols; LPT binning stands in for the Shkel-Verdú encoder";
    claims.add(
        Claim.atLeast(
            "C4-low",
            "Greedy keeps more than the Shkel-Verdú encoder at low rate",
            "Fig. 9",
            "curve only",
            "quick",
            "c4_greedy_minus_lpt_low_bits",
            0,
            shkel + "; mean over rates below 1 bit"));
    claims.add(
        new Claim(
            "C4-high",
            "Greedy equals the Shkel-Verdú encoder at high rate",
            "Fig. 9",
            "curve only",
            "quick",
            "c4_greedy_minus_lpt_high_bits",
            -0.05,
            0.05,
            shkel + "; mean over rates from 2 bits on, equal within 0.05 bits"));
    claims.add(
        Claim.atLeast(
            "C4-refined",
            "Our refined search never keeps less than greedy",
            "Fig. 9",
            "not in the paper",
            "quick",
            "c4_refined_minus_greedy_least_bits",
            0,
            "10 symbols, 40 rates, binomial and truncated geometric"));
  }

  private static void game(List<Claim> claims) {
    String setting =
        "own grid, 512 messages, 200 episodes; the paper's grid, temperatures and rates are"
            + " unknown";
    double slack = -0.01;
    claims.add(
        Claim.atLeast(
            "C5-accuracy",
            "Accuracy rises with temperature",
            "Figs. 4, 8",
            "curves only",
            "full",
            "c5_least_accuracy_rise",
            slack,
            setting + "; R = 9, log β = -6, -5, -4.5, -4"));
    claims.add(
        Claim.atLeast(
            "C5-reward",
            "Reward falls with temperature",
            "Figs. 4, 8",
            "curves only",
            "full",
            "c5_least_reward_fall",
            slack,
            setting + "; R = 9, log β = -6, -5, -4.5, -4; two standard errors of slack"));
    for (String rate : List.of("05", "1", "15")) {
      String shown = rate.equals("1") ? "1" : rate.charAt(0) + "." + rate.charAt(1);
      claims.add(
          Claim.atLeast(
              "C5-lead-" + shown,
              "Greedy compression decodes more than the uniform quantiser at R = " + shown,
              "Fig. 5",
              "curves only",
              "full",
              "c5_lead_r" + rate,
              0,
              setting + "; log β = " + (rate.equals("15") ? "-4.5" : "-4")));
    }
  }
}
