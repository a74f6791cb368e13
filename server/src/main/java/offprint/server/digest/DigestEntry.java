package offprint.server.digest;

import java.util.List;
import java.util.stream.Collectors;
import offprint.server.method.Methods;
import offprint.server.paper.PaperView;
import offprint.server.paper.StoredPaper;
import offprint.server.prose.Prose;

/**
 * A paper in a mail, all plain text.
 *
 * @param path of its page, below the site's address
 * @param runs its runnable methods, "" for none
 */
record DigestEntry(String title, String path, String byline, String gist, String runs) {
  private static final int GIST = 280;

  static DigestEntry of(StoredPaper paper, Methods methods) {
    PaperView view = PaperView.of(paper, methods);
    String byline = view.byline();
    List<PaperView.MethodLink> runs = view.methods();
    return new DigestEntry(
        view.plainTitle(),
        view.url(),
        byline.isEmpty() ? view.shortDay() : byline + " · " + view.shortDay(),
        cut(Prose.plain(paper.summary())),
        runs.stream().map(PaperView.MethodLink::label).collect(Collectors.joining(", ")));
  }

  /** Start of a text, cut at a word boundary. */
  private static String cut(String text) {
    if (text.length() <= GIST) {
      return text;
    }
    int space = text.lastIndexOf(' ', GIST);
    return text.substring(0, space < GIST / 2 ? GIST : space).replaceFirst("[\\s.,;:]+$", "") + "…";
  }
}
