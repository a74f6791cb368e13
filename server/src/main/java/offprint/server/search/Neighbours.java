package offprint.server.search;

import java.util.List;
import offprint.server.paper.Papers;
import offprint.server.paper.SimilarPapers;
import offprint.server.paper.StoredPaper;
import org.springframework.stereotype.Component;

@Component
final class Neighbours implements SimilarPapers {
  private final Search search;
  private final Papers papers;

  Neighbours(Search search, Papers papers) {
    this.search = search;
    this.papers = papers;
  }

  @Override
  public List<StoredPaper> to(long paper, int limit) {
    return papers.withIds(search.similar(paper, limit).stream().map(Search.Hit::paper).toList());
  }
}
