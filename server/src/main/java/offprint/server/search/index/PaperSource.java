package offprint.server.search.index;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import offprint.server.method.Methods;
import offprint.server.paper.ChangedPaper;
import offprint.server.paper.HiddenPaper;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.vector.PaperVector;
import offprint.server.vector.Vectors;

/** Papers of the database for the index. */
public final class PaperSource implements IndexUpdater.Source {
  private static final int BATCH = 500;

  private final Papers papers;
  private final Methods methods;
  private final Vectors vectors;
  private final long database;

  public PaperSource(Papers papers, Methods methods, Vectors vectors) {
    this.papers = papers;
    this.methods = methods;
    this.vectors = vectors;
    this.database = papers.identity();
  }

  @Override
  public IndexPosition start() {
    return new IndexPosition(
        database, IndexPosition.Mark.START, IndexPosition.Mark.after(vectors.changes()));
  }

  @Override
  public boolean knows(IndexPosition indexPosition) {
    return indexPosition.database() == database
        && indexPosition.papers().change() <= papers.changes()
        && indexPosition.vectors().change() <= vectors.changes();
  }

  @Override
  public IndexUpdater.Batch after(IndexPosition indexPosition) {
    IndexPosition.Mark mark = indexPosition.papers();
    List<ChangedPaper> written = papers.changedAfter(mark.change(), mark.paper(), BATCH);
    if (!written.isEmpty()) {
      ChangedPaper last = written.getLast();
      return new IndexUpdater.Batch(
          documents(written.stream().map(ChangedPaper::paper).toList()),
          indexPosition.withPapers(new IndexPosition.Mark(last.change(), last.paper().id())));
    }
    mark = indexPosition.vectors();
    List<PaperVector> made = vectors.changedAfter(mark.change(), mark.paper(), BATCH);
    return made.isEmpty()
        ? new IndexUpdater.Batch(List.of(), indexPosition)
        : new IndexUpdater.Batch(
            documents(papers.withIds(made.stream().map(PaperVector::paper).toList())),
            indexPosition.withVectors(
                new IndexPosition.Mark(made.getLast().change(), made.getLast().paper())));
  }

  private List<SearchDocument> documents(List<StoredPaper> stored) {
    Map<Long, float[]> known = vectors.vectors(stored.stream().map(StoredPaper::id).toList());
    Set<Long> hidden = papers.hidden().stream().map(HiddenPaper::id).collect(Collectors.toSet());
    return stored.stream()
        .map(
            paper ->
                hidden.contains(paper.id())
                    ? SearchDocument.gone(Long.toString(paper.id()))
                    : SearchDocument.of(
                        paper,
                        Long.toString(paper.id()),
                        !methods.ofPaper(paper.slug()).isEmpty(),
                        known.get(paper.id())))
        .toList();
  }
}
