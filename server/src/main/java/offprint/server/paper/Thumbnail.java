package offprint.server.paper;

import java.util.ArrayList;
import java.util.List;
import offprint.server.prose.Prose;

/**
 * A deterministic picture of a paper without one: its title beside its identicon, as SVG of 1200 by
 * 630.
 */
final class Thumbnail {
  private static final int MOST_LINES = 5;

  private Thumbnail() {}

  static String svg(PaperView paper) {
    Identicon identicon = paper.mark();
    String title = Prose.plain(paper.title());
    int size = title.length() < 50 ? 76 : title.length() < 90 ? 64 : 54;
    List<String> lines = lines(title, 1_500 / size);
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0"
                + " 1200 630\"><rect width=\"1200\" height=\"630\" fill=\"#fcfbf8\"/>");
    svg.append(
        "<g transform=\"translate(974 408) scale(12)\" stroke=\"%s\" stroke-linecap=\"round\"><path d=\"%s\""
            .formatted(identicon.color(), identicon.small()));
    svg.append(
        " stroke-width=\".5\"/><path d=\"%s\" stroke-width=\"1.7\"/></g>"
            .formatted(identicon.large()));
    int y = 130;
    for (String line : lines) {
      text(svg, 80, y, size, 600, "#1f1d1a", "Palatino,Georgia,serif", line);
      y += size * 5 / 4;
    }
    text(svg, 80, y + 20, 30, 400, "#5d5950", "system-ui,Arial,sans-serif", clipped(byline(paper)));
    String source = paper.arxiv().isEmpty() ? "Offprint" : "arXiv " + paper.arxiv();
    text(svg, 80, 566, 26, 600, identicon.color(), "system-ui,Arial,sans-serif", source);
    return svg.append("</svg>").toString();
  }

  private static String byline(PaperView paper) {
    if (paper.authors().size() <= 3) {
      return paper.byline();
    }
    return "%s and %d others".formatted(paper.authors().getFirst(), paper.authorCount() - 1);
  }

  private static String clipped(String text) {
    return text.codePointCount(0, text.length()) <= 58
        ? text
        : text.substring(0, text.offsetByCodePoints(0, 57)) + "…";
  }

  private static void text(
      StringBuilder svg, int x, int y, int size, int weight, String ink, String font, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" font-family=\"%s\" font-size=\"%d\" font-weight=\"%d\" fill=\"%s\">"
            .formatted(x, y, font, size, weight, ink));
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '<' -> svg.append("&lt;");
        case '&' -> svg.append("&amp;");
        default -> svg.append(text.charAt(i) < ' ' ? ' ' : text.charAt(i));
      }
    }
    svg.append("</text>");
  }

  private static List<String> lines(String title, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : title.split(" ")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    if (lines.size() > MOST_LINES) {
      List<String> kept = new ArrayList<>(lines.subList(0, MOST_LINES));
      kept.set(MOST_LINES - 1, kept.getLast() + "…");
      return kept;
    }
    return lines;
  }
}
