package offprint.papers.matrixnuclearnorm;

import java.util.ArrayList;
import java.util.List;
import offprint.method.Chart;
import offprint.method.Note;

/** What belongs beside every MNN: the value that shape alone gives, and what it cannot see. */
final class Remarks {
  private Remarks() {}

  static Note reading() {
    return Note.text(
        "MNN/N follows the shape N x d: a matrix without any structure has the isotropic value D/N"
            + " √(N/d). Read the ratio. MNN sees only the lengths of columns, so correlation"
            + " between columns, and with it rank, is invisible to it; the nuclear norm and the"
            + " matrix entropy see it.");
  }

  /** MNN/N against N, with the isotropic curve and the bounds of D = min(N, d). */
  static Chart byLength(List<TextScore> scores) {
    int columns = scores.getFirst().measures().columns();
    double[] n = scores.stream().mapToDouble(s -> s.measures().rows()).toArray();
    double[] norm = scores.stream().mapToDouble(s -> s.measures().normPerRow()).toArray();
    int longest = scores.stream().mapToInt(s -> s.measures().rows()).max().orElseThrow();
    int points = Math.min(longest - 1, 200);
    double[] x = new double[points];
    double[] isotropic = new double[points];
    double[] low = new double[points];
    double[] high = new double[points];
    for (int i = 0; i < points; i++) {
      x[i] = points == 1 ? 2 : 2 + (longest - 2.0) * i / (points - 1);
      double d = Math.min(x[i], columns);
      isotropic[i] = Measures.isotropic(x[i], columns, d);
      low[i] = Math.sqrt(d / columns / x[i]);
      high[i] = Math.sqrt(d / x[i]);
    }
    return new Chart(
        "MNN/N against the length of the text",
        Chart.Axis.linear("N, tokens"),
        Chart.Axis.linear("MNN/N"),
        List.of(
            Chart.Series.band("possible", x, low, high).thin(),
            Chart.Series.line("isotropic, d = " + columns, x, isotropic),
            Chart.Series.points("texts", n, norm)),
        "Points on the line have columns of equal length: no structure that MNN could see.");
  }

  /** Warnings of what was left out or cut. */
  static List<Note> of(Excerpt.Cut cut, List<TextScore> scores, int tokens, boolean windows) {
    List<Note> notes = new ArrayList<>();
    long shortened = windows ? 0 : cut.excerpts().stream().filter(Excerpt::cut).count();
    if (shortened > 0) {
      notes.add(
          Note.notice(
              "%d of %d texts are longer than %d tokens: only their beginning is measured."
                  .formatted(shortened, scores.size(), tokens)));
    }
    if (cut.textsWithUnknown() > 0) {
      notes.add(
          Note.warning(
              "%d texts hold characters that the tokenizer drops or changes."
                  .formatted(cut.textsWithUnknown())));
    }
    int zeros = scores.stream().mapToInt(s -> s.measures().zeroRows()).sum();
    if (zeros > 0) {
      notes.add(
          Note.notice(
              "%d tokens have exactly the mean state of their text: their rows stay zero."
                  .formatted(zeros)));
    }
    return notes;
  }
}
