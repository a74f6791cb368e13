package offprint.papers.uncomp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import offprint.kernels.lm.checkpoint.ModelConfig;
import offprint.method.Chart;
import offprint.method.Note;
import offprint.method.Report;
import offprint.method.Table;

/** What a reader sees of a head profile. */
record ProfileBlocks(HeadProfile profile) {

  Chart heatMap() {
    int layers = profile.erank().length;
    int heads = profile.erank()[0].length;
    double[] x = new double[layers * heads];
    double[] y = new double[x.length];
    double[] z = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % heads;
      y[i] = Math.floorDiv(i, heads);
      z[i] = profile.erank()[i / heads][i % heads];
    }
    return new Chart(
        "Effective rank of each head's " + profile.signal().name().toLowerCase(Locale.ROOT),
        Chart.Axis.linear("head"),
        Chart.Axis.linear("layer"),
        List.of(Chart.Series.cells("effective rank, k = " + profile.k(), x, y, z)),
        "Heads with a high effective rank look at many different things; they keep more tokens.");
  }

  /**
   * @param scores of the cache heads
   */
  Table layers(double[][] scores, int groups, Stages stages) {
    int[][] of = HeadProfile.groups(scores, groups);
    double[] sums = profile.ofLayers();
    List<List<Object>> rows = new ArrayList<>();
    int stage = 0;
    int inStage = 0;
    for (int l = 0; l < scores.length; l++) {
      if (inStage == stages.sizes().get(stage)) {
        stage++;
        inStage = 0;
      }
      inStage++;
      List<String> first = new ArrayList<>();
      List<String> last = new ArrayList<>();
      for (int h = 0; h < of[l].length; h++) {
        if (of[l][h] == 0) {
          first.add(Integer.toString(h));
        }
        if (of[l][h] == groups - 1) {
          last.add(Integer.toString(h));
        }
      }
      rows.add(
          List.of(
              l,
              sums[l],
              Arrays.stream(scores[l]).max().orElseThrow(),
              Arrays.stream(scores[l]).min().orElseThrow(),
              String.join(" ", first),
              String.join(" ", last),
              stage + 1));
    }
    return new Table(
        "Layers",
        List.of(
            "layer",
            "sum of effective ranks",
            "highest effective rank",
            "lowest",
            "cache heads of the first group",
            "of the last",
            "stage"),
        rows);
  }

  static Chart budgets(int mean, int groups) {
    int[] budgets = Budgets.ofGroups(mean, groups);
    List<String> names = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      names.add("group " + (g + 1));
    }
    return new Chart(
        "Tokens that a head of each group keeps",
        Chart.Axis.category("group, from the highest entropy", names),
        Chart.Axis.linear("tokens"),
        List.of(Chart.Series.bars("budget", Arrays.stream(budgets).asDoubleStream().toArray())),
        "On average %d tokens a head.".formatted(mean));
  }

  /** Says where a text is longer than a model was made for. */
  static List<Report.Block> beyond(ModelConfig config, int tokens) {
    return tokens <= config.context()
        ? List.of()
        : List.of(
            Note.warning(
                "%d tokens are more than the %d positions that the model was made for."
                    .formatted(tokens, config.context())));
  }

  /** What weakens a profile. */
  List<Report.Block> warnings(int headWidth) {
    List<Report.Block> notes = new ArrayList<>();
    if (profile.constant().length > 0) {
      notes.add(
          Note.warning(
              "The states of these heads (layer.head) never vary, their effective rank is set to"
                  + " 0: "
                  + String.join(", ", profile.constant())));
    }
    if (profile.tokens() < profile.texts() * headWidth) {
      notes.add(
          Note.warning(
              "The texts have %d tokens on average, fewer than the %d numbers of a head's state:"
                      .formatted(profile.tokens() / profile.texts(), headWidth)
                  + " the rank is limited by their length."));
    }
    return notes;
  }
}
