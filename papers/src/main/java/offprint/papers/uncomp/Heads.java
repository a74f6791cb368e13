package offprint.papers.uncomp;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import offprint.method.Param;

/** How heads are ranked and grouped. */
record Heads(
    @Param(label = "Groups of heads", help = "Groups of heads", symbol = "M", value = "2")
        @Min(1)
        @Max(64)
        int groups,
    @Param(
            label = "Eigenvalues",
            help = "0: a quarter of a head's width",
            symbol = "k",
            value = "0")
        @Min(0)
        @Max(1024)
        int k,
    @Param(
            label = "Cut spectra at the elbow",
            help = "Count those before each spectrum's elbow",
            value = "false",
            advanced = true)
        boolean elbow,
    @Param(
            label = "Ranking of heads",
            help = "Mean over texts, or votes of the texts",
            value = "mean",
            advanced = true)
        HeadProfile.Ranking ranking,
    @Param(
            label = "Caches of query heads",
            help = "Query heads that share a key head have one cache, or each its own",
            value = "shared",
            advanced = true)
        HeadProfile.Sharing gqa) {

  Truncation truncation() {
    return new Truncation(k, elbow);
  }
}
