package offprint.server.search.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import offprint.server.search.index.IndexPosition;
import offprint.server.search.index.PaperIndex;
import offprint.server.search.index.SearchDocument;
import offprint.server.search.query.Mode;
import offprint.server.search.query.SearchQuery;
import offprint.server.search.query.SearchQueryParser;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FacetCounterTest {
  private static final int PAPERS = 20_000;
  private static final IndexPosition START =
      new IndexPosition(0, IndexPosition.Mark.START, IndexPosition.Mark.START);

  @TempDir Path folder;
  private final Random random = new Random(3);
  private final int[] years = new int[4];
  private int rare;
  private int found;
  private PaperIndex index;

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  /** Half are of quasars; a quarter have the topic light; 1 in 400 has no stars. */
  @BeforeEach
  void fill() throws IOException {
    index = PaperIndex.create(folder.resolve("index"), START);
    List<SearchDocument> papers = new ArrayList<>();
    for (int i = 0; i < PAPERS; i++) {
      boolean quasar = random.nextBoolean();
      boolean dark = random.nextInt(400) == 0;
      int year = random.nextInt(4);
      found += quasar ? 1 : 0;
      rare += quasar && dark ? 1 : 0;
      years[year] += quasar ? 1 : 0;
      papers.add(
          new SearchDocument(
              Integer.toString(i),
              quasar ? "Quasar" : "Pulsar",
              dark ? "" : "Among stars",
              List.of(),
              random.nextInt(4) == 0 ? List.of("light") : List.of(),
              LocalDate.of(2020 + year, 1, 1),
              false,
              false,
              null));
    }
    index.put(papers.subList(0, 7_000), START);
    index.commit();
    index.put(papers.subList(7_000, PAPERS), START);
    index.refresh();
  }

  private Facets facets(String question, int counted) throws IOException {
    return index.search(
        searcher -> {
          Ranker ranker = new Ranker(searcher, Mode.FUSED);
          SearchQuery parsed = SearchQueryParser.parse(question);
          Ranker.Ranking ranking = ranker.rank(parsed, Map.of(), null, 20);
          return new FacetCounter(searcher, ranking.matched(), counted).with(ranking.nearest());
        });
  }

  @Test
  void whatIsFoundBesidesIsCountedOnce() throws IOException {
    Facets facets =
        index.search(
            searcher -> {
              Ranker ranker = new Ranker(searcher, Mode.FUSED);
              Ranker.Ranking quasars =
                  ranker.rank(SearchQueryParser.parse("quasar"), Map.of(), null, 20);
              Ranker.Ranking pulsars =
                  ranker.rank(SearchQueryParser.parse("pulsar"), Map.of(), null, 20);
              int last = pulsars.docs()[pulsars.docs().length - 1];
              int[] nearest = {last, quasars.docs()[0], pulsars.docs()[0]};
              return new FacetCounter(searcher, quasars.matched(), PAPERS).with(nearest);
            });
    assertThat(facets.total()).isEqualTo(found + 2);
    assertThat(facets.years().stream().mapToLong(Facets.Count::papers).sum()).isEqualTo(found + 2);
  }

  @Test
  void fewPapersAreCountedExactly() throws IOException {
    Facets facets = facets("quasar", PAPERS);
    assertThat(facets.estimated()).isFalse();
    assertThat(facets.total()).isEqualTo(found);
    assertThat(facets.years())
        .containsExactly(
            new Facets.Count("2023", years[3]),
            new Facets.Count("2022", years[2]),
            new Facets.Count("2021", years[1]),
            new Facets.Count("2020", years[0]));
  }

  @Test
  void manyAreToldByAPartAndRounded() throws IOException {
    Facets facets = facets("quasar", PAPERS / 20);
    assertThat(facets.estimated()).isTrue();
    assertThat(facets.total()).isCloseTo(found, Percentage.withPercentage(10));
    assertThat(facets.total() % 100).isZero();
    assertThat(facets.years()).hasSize(4);
    for (Facets.Count year : facets.years()) {
      int counted = years[Integer.parseInt(year.name()) - 2020];
      assertThat(year.papers()).isCloseTo(counted, Percentage.withPercentage(25));
    }
    assertThat(facets.topics()).extracting(Facets.Count::name).containsExactly("light");
    assertThat(facets.topics().getFirst().papers()).isCloseTo(found / 4, within((long) found / 16));
  }

  @Test
  void fewThatAreLeftOfManyAreCountedExactly() throws IOException {
    Facets facets = facets("quasar -stars", PAPERS / 20);
    assertThat(facets.estimated()).isFalse();
    assertThat(facets.total()).isEqualTo(rare);
  }
}
