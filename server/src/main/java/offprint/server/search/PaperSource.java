package offprint.server.search;

import java.util.List;
import offprint.server.method.Methods;
import offprint.server.paper.ChangedPaper;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.prose.Prose;

/** The papers of the database, as the index takes them. */
final class PaperSource implements Follower.Source {
  private static final int BATCH = 500;
  private static final int READ = 100_000; // characters of an abstract

  private final Papers papers;
  private final Methods methods;

  PaperSource(Papers papers, Methods methods) {
    this.papers = papers;
    this.methods = methods;
  }

  @Override
  public long changes() {
    return papers.changes();
  }

  @Override
  public List<Follower.Written> after(Position position) {
    return papers.changedAfter(position.change(), position.paper(), BATCH).stream()
        .map(this::written)
        .toList();
  }

  private Follower.Written written(ChangedPaper changed) {
    StoredPaper paper = changed.paper();
    return new Follower.Written(document(paper), new Position(changed.change(), paper.id()));
  }

  private SearchDocument document(StoredPaper paper) {
    return new SearchDocument(
        Long.toString(paper.id()),
        Prose.plain(paper.title()),
        Prose.plain(start(paper.summary())),
        paper.authors(),
        paper.keywords().stream().map(Prose::plain).toList(),
        paper.published(),
        paper.code() != null,
        !methods.cards(paper.slug()).isEmpty(),
        null);
  }

  private static String start(String text) {
    return text.length() <= READ
        ? text
        : text.substring(0, READ - (Character.isHighSurrogate(text.charAt(READ - 1)) ? 1 : 0));
  }
}
