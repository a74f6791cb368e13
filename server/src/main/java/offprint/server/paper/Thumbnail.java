package offprint.server.paper;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import offprint.server.prose.Prose;

/**
 * A picture of a paper that has none: its title set in type beside a pattern of its own, as SVG of
 * 1200 by 630. Equal papers, equal pictures.
 */
final class Thumbnail {
  private static final int MOST_LINES = 5;
  private static final String[] INKS = {"#17615b", "#2d4f7c", "#7a3b52", "#6b5a17", "#4b3f7a"};

  private Thumbnail() {}

  static String svg(PaperView paper) {
    long hash = hash(paper.url());
    String ink = INKS[(int) (hash % INKS.length)];
    String title = Prose.plain(paper.title());
    int size = title.length() < 50 ? 76 : title.length() < 90 ? 64 : 54;
    List<String> lines = lines(title, 1_500 / size);
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\" viewBox=\"0 0"
                + " 1200 630\"><rect width=\"1200\" height=\"630\" fill=\"#fcfbf8\"/>");
    pattern(svg, hash, ink);
    int y = 130;
    for (String line : lines) {
      text(svg, 80, y, size, 600, "#1f1d1a", "Palatino,Georgia,serif", line);
      y += size * 5 / 4;
    }
    text(svg, 80, y + 20, 30, 400, "#5d5950", "system-ui,Arial,sans-serif", clipped(byline(paper)));
    String source = paper.arxiv().isEmpty() ? "Offprint" : "arXiv " + paper.arxiv();
    text(svg, 80, 566, 26, 600, ink, "system-ui,Arial,sans-serif", source);
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

  private static long hash(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return crc.getValue();
  }

  /** Seven by seven dots, mirrored, at the right. */
  private static void pattern(StringBuilder svg, long hash, String ink) {
    svg.append("<g fill=\"").append(ink).append("\">");
    for (int row = 0; row < 7; row++) {
      for (int column = 0; column < 4; column++) {
        boolean large = ((hash >> (row * 4 + column)) & 1) == 1;
        dot(svg, row, column, large);
        if (column < 3) {
          dot(svg, row, 6 - column, large);
        }
      }
    }
    svg.append("</g>");
  }

  private static void dot(StringBuilder svg, int row, int column, boolean large) {
    svg.append(
        "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"/>"
            .formatted(986 + column * 24, 420 + row * 24, large ? 10 : 3));
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
