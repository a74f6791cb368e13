package offprint.server.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import offprint.server.search.Search;
import offprint.server.search.index.IndexPosition;
import offprint.server.search.index.PaperIndex;
import offprint.server.search.index.SearchDocument;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LexicalQueryTest {
  private static final int PAPERS = 2_000;
  private static final IndexPosition START =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);
  private static final List<String> WORDS =
      List.of("quasar", "pulsar", "light", "of", "stars", "dark", "matter", "rubin", "halo", "ray");

  @TempDir Path folder;
  private final Random random = new Random(7);
  private PaperIndex index;

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @BeforeEach
  void fill() throws IOException {
    index = PaperIndex.create(folder.resolve("index"), START);
    List<SearchDocument> papers = new ArrayList<>();
    for (int i = 0; i < PAPERS; i++) {
      papers.add(
          new SearchDocument(
              Integer.toString(i),
              words(3),
              words(1 + random.nextInt(20)),
              List.of("Ada " + words(1)),
              List.of(),
              null,
              false,
              false,
              null));
    }
    index.put(papers, START);
    index.refresh();
  }

  /** The first words are the most frequent. */
  private String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> WORDS.get((int) (WORDS.size() * Math.pow(random.nextDouble(), 3))))
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "rubin, 1",
    "halo rubin, 1",
    "halo rubin, 2",
    "dark matter halo of ray, 3",
    "dark matter halo of ray rubin stars, 1",
    "of, 1",
    "halo rubbin, 2",
    "halo rubbin ray -stars, 1",
    "'\"dark matter\" halo ray', 1",
  })
  void theSamePapersAreFoundWithAndWithoutScores(String text, int least) throws IOException {
    index.search(
        searcher -> {
          SearchQuery searchQuery = SearchQueryParser.parse(text);
          Vocabulary vocabulary = new Vocabulary(searcher.getIndexReader());
          LexicalQuery queries =
              new LexicalQuery(
                  new Lexicon(searcher),
                  RankingWeights.DEFAULT,
                  vocabulary.corrections(searchQuery.words()));
          LexicalQuery.Finding finding = queries.of(searchQuery, least);
          int found = searcher.count(finding.matched());
          assertThat(found).isBetween(1, PAPERS - 1);
          assertThat(searcher.count(finding.found())).isBetween(finding.all() ? found : 1, found);
          assertThat(searcher.count(finding.words())).isEqualTo(found);
          return found;
        });
  }

  /** The second word is in hardly any paper, the others are in most. */
  @Test
  void asManyPapersAreListedAsThereAreThoughFewHaveTheRareWords() throws IOException {
    index.put(
        List.of(SearchDocument.of("new", "zygote", "zygote blastula morula gastrula")), START);
    index.refresh();
    index.search(
        searcher -> {
          SearchQuery searchQuery =
              SearchQueryParser.parse("zygote blastula morula gastrula quasar pulsar");
          LexicalQuery.Finding finding =
              new LexicalQuery(new Lexicon(searcher), RankingWeights.DEFAULT, Map.of())
                  .of(searchQuery, 1);
          int all = searcher.count(finding.matched());
          assertThat(all).isGreaterThan(Ranker.DEEPEST);
          int[] docs =
              new Ranker(searcher, Mode.LEXICAL)
                  .rank(searchQuery, Map.of(), null, Ranker.DEEPEST)
                  .docs();
          assertThat(docs).hasSize(Ranker.DEEPEST);
          assertThat(Search.key(searcher, docs[0])).isEqualTo("new");
          assertThat(docs).doesNotHaveDuplicates();
          return all;
        });
  }

  @Test
  void theFirstPapersAreTheSameHoweverManyAreWanted() throws IOException {
    for (String text : List.of("dark matter halo of ray rubin stars", "halo ray", "quasar")) {
      index.search(
          searcher -> {
            Ranker ranker = new Ranker(searcher, Mode.FUSED);
            SearchQuery searchQuery = SearchQueryParser.parse(text);
            int[] all = ranker.rank(searchQuery, Map.of(), null, Ranker.DEEPEST).docs();
            int[] few = ranker.rank(searchQuery, Map.of(), null, 7).docs();
            assertThat(few).hasSizeGreaterThanOrEqualTo(7);
            assertThat(all).hasSizeGreaterThan(7).startsWith(Arrays.copyOf(few, 7));
            return all;
          });
    }
  }
}
