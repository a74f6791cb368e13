package offprint.server.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import offprint.server.search.index.IndexPosition;
import offprint.server.search.index.PaperIndex;
import offprint.server.search.index.Schema;
import offprint.server.search.index.SearchDocument;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import offprint.server.search.ranking.Ranker;
import offprint.server.search.ranking.Vocabulary;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.jspecify.annotations.Nullable;

/** The same search over any documents, to measure how well it finds. */
public final class OfflineSearch implements AutoCloseable {
  private final PaperIndex index;
  private final IndexPosition start =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);

  /**
   * @param folder what is in it is deleted
   */
  public OfflineSearch(Path folder) throws IOException {
    this.index = PaperIndex.create(folder, start);
  }

  public void add(List<SearchDocument> documents) throws IOException {
    index.put(documents, start);
  }

  /** Lets what was added be found. */
  public void refresh() throws IOException {
    index.refresh();
  }

  /**
   * Keys of what a question finds, the best first.
   *
   * @param vector of the question, null for none
   */
  public List<String> find(String question, Mode mode, float @Nullable [] vector, int limit)
      throws IOException {
    return index.search(
        searcher -> {
          Vocabulary vocabulary = new Vocabulary(searcher.getIndexReader());
          SearchQuery typed = SearchQueryParser.parse(question);
          SearchQuery parsed = typed.withWords(vocabulary.parted(typed.words()));
          Ranker ranker = new Ranker(searcher, mode);
          return keys(
              searcher,
              ranker.rank(
                  parsed,
                  vocabulary.corrections(parsed.words()),
                  vector == null ? null : () -> vector,
                  limit),
              limit);
        });
  }

  /** What {@link #find} takes the vector of. */
  public static String meaning(String question) {
    return SearchQueryParser.parse(question).meaning();
  }

  /** Keys of the documents similar to one, the most similar first; none for an unknown key. */
  public List<String> similar(String key, Mode mode, int limit) throws IOException {
    return index.search(
        searcher -> {
          TopDocs found = searcher.search(new TermQuery(new Term(Schema.KEY, key)), 1);
          return found.scoreDocs.length == 0
              ? List.of()
              : keys(
                  searcher,
                  new Ranker(searcher, mode).similar(found.scoreDocs[0].doc, limit),
                  limit);
        });
  }

  private static List<String> keys(IndexSearcher searcher, Ranker.Ranking ranking, int limit)
      throws IOException {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < Math.min(limit, ranking.docs().length); i++) {
      keys.add(Search.key(searcher, ranking.docs()[i]));
    }
    return keys;
  }

  @Override
  public void close() throws IOException {
    index.close();
  }
}
