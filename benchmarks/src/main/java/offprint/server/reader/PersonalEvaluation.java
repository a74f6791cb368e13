package offprint.server.reader;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.reader.CandidatePool.Candidate;
import offprint.server.reader.EvaluationTable.Entry;
import offprint.server.vector.SentenceModel;
import offprint.server.vector.VectorConfig;
import offprint.server.vector.Vectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Measures the personal list on what an archive has: see {@link SimulatedReader} for the split. The
 * usual papers are the last {@value #USUAL} before the cut. Rarity of words and the mean vector are
 * those of the whole archive; they know nothing of readers.
 */
public final class PersonalEvaluation {
  private static final int USUAL = 3_000;

  private final List<StoredPaper> papers;
  private final Map<Long, float[]> vectors;
  private final int dimension;
  private final Map<Long, String> firstDay = new HashMap<>();
  private final Map<Long, Integer> upvotes = new HashMap<>();
  private final List<SimulatedReader> readers;

  /**
   * @param home with papers on lists; vectors should be complete
   * @param known how many of a reader's last papers before the cut are known, at most
   */
  public PersonalEvaluation(Home home, int known) {
    List<Entry> entries = new EvaluationTable(JdbcClient.create(home.dataSource())).entries();
    for (Entry entry : entries) {
      firstDay.putIfAbsent(entry.paper(), entry.day());
      upvotes.merge(entry.paper(), entry.upvotes(), Math::max);
    }
    List<Long> ids = entries.stream().map(Entry::paper).distinct().toList();
    this.papers = new Papers(home).withIds(ids);
    try (SentenceModel model = new SentenceModel()) {
      this.vectors = new Vectors(home, model, VectorConfig.OFF).vectors(ids);
      this.dimension = model.dimension();
    }
    this.readers =
        SimulatedReader.of(papers, entries, firstDay).stream()
            .map(reader -> reader.knowing(known))
            .toList();
  }

  /** A way to rank. */
  public enum Method {
    POPULARITY("upvotes of the first morning"),
    RECENCY("newest first"),
    VECTORS("sentence vectors"),
    WORDS("words"),
    TEXT("words and vectors"),
    PRODUCT("words, vectors and authors");

    private final String label;

    Method(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    private Optional<FeatureWeights> blocks() {
      return switch (this) {
        case POPULARITY, RECENCY -> Optional.empty();
        case VECTORS -> Optional.of(new FeatureWeights(1, 0, 0));
        case WORDS -> Optional.of(new FeatureWeights(0, 1, 0));
        case TEXT ->
            Optional.of(
                new FeatureWeights(
                    FeatureWeights.CHOSEN.vector(), FeatureWeights.CHOSEN.words(), 0));
        case PRODUCT -> Optional.of(FeatureWeights.CHOSEN);
      };
    }
  }

  public int papers() {
    return papers.size();
  }

  /** Papers without a sentence vector. */
  public int missingVectors() {
    return papers.size() - vectors.size();
  }

  public List<SimulatedReader> readers() {
    return readers;
  }

  /** arXiv ids or slugs. */
  public List<String> addresses(List<Long> ids) {
    Set<Long> wanted = new HashSet<>(ids);
    return papers.stream()
        .filter(paper -> wanted.contains(paper.id()))
        .map(StoredPaper::address)
        .toList();
  }

  /** Of each reader, in their order. */
  public List<RankingQuality> measure(Method method, List<SimulatedReader> some) {
    Optional<FeatureWeights> blocks = method.blocks();
    if (blocks.isEmpty()) {
      return some.stream().map(reader -> quality(reader, paper -> score(method, paper))).toList();
    }
    CandidatePool candidatePool = new CandidatePool(papers, vectors, dimension, blocks.get());
    Map<Long, Features> features =
        candidatePool.candidates().stream()
            .collect(Collectors.toMap(c -> c.paper().id(), Candidate::x));
    return some.stream()
        .map(
            reader -> {
              PreferenceModel preferenceModel =
                  PreferenceModel.of(
                      of(reader.saved(), features),
                      List.of(),
                      of(usual(reader), features),
                      candidatePool.featureCount());
              return quality(
                  reader,
                  paper -> preferenceModel.score(Objects.requireNonNull(features.get(paper.id()))));
            })
        .toList();
  }

  private double score(Method method, StoredPaper paper) {
    return method == Method.POPULARITY
        ? upvotes.getOrDefault(paper.id(), 0)
        : LocalDate.parse(day(paper)).toEpochDay();
  }

  private String day(StoredPaper paper) {
    return firstDay.getOrDefault(paper.id(), "");
  }

  private static List<Features> of(List<Long> ids, Map<Long, Features> features) {
    return ids.stream().map(id -> Objects.requireNonNull(features.get(id))).toList();
  }

  private List<Long> usual(SimulatedReader reader) {
    Set<Long> saved = new HashSet<>(reader.saved());
    List<Long> before =
        papers.stream()
            .filter(paper -> day(paper).compareTo(reader.cut()) < 0)
            .map(StoredPaper::id)
            .filter(id -> !saved.contains(id))
            .toList(); // papers stand in the order of their days
    return before.subList(Math.max(0, before.size() - USUAL), before.size());
  }

  private RankingQuality quality(SimulatedReader reader, ToDoubleFunction<StoredPaper> score) {
    Set<Long> held = new HashSet<>(reader.held());
    List<StoredPaper> candidates =
        papers.stream().filter(paper -> day(paper).compareTo(reader.cut()) >= 0).toList();
    double[] scores = candidates.stream().mapToDouble(score).toArray();
    boolean[] relevant = new boolean[scores.length];
    for (int i = 0; i < relevant.length; i++) {
      relevant[i] = held.contains(candidates.get(i).id());
    }
    return RankingQuality.of(scores, relevant);
  }
}
