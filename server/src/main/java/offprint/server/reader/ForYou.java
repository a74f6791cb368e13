package offprint.server.reader;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.reader.CandidatePool.Candidate;
import offprint.server.vector.Vectors;
import org.springframework.stereotype.Component;

/** Ranks recent papers by what a reader saved and hid; recomputed when either changes. */
@Component
final class ForYou {
  static final int FEWEST_SAVED = 3;
  private static final int SHOWN = 50;
  private static final int LEARNED_FROM = 1_000; // of the saved, and of the hidden; the newest
  private static final int KEPT = 64;

  private final RecentPapers recent;
  private final Papers papers;
  private final Vectors vectors;
  private final Map<List<Reader.Given>, Ranked> kept = new LinkedHashMap<>(KEPT * 2, 0.75f, true);

  ForYou(RecentPapers recent, Papers papers, Vectors vectors) {
    this.recent = recent;
    this.papers = papers;
    this.vectors = vectors;
  }

  /**
   * A recommended paper with the reasons for it.
   *
   * @param nearest the most similar saved paper
   * @param authors that both have in common
   * @param keywords that both have in common
   */
  record Pick(
      StoredPaper paper,
      double score,
      StoredPaper nearest,
      List<String> authors,
      List<String> keywords) {}

  private record Ranked(CandidatePool pool, List<Pick> picks) {}

  /** True if the reader saved enough to learn from. */
  static boolean knows(Reader reader) {
    return reader.papers(Feedback.SAVED).size() >= FEWEST_SAVED;
  }

  /** True if papers can be compared, which takes sentence vectors. */
  boolean isAble() {
    return vectors.isOn() || !recent.pool().candidates().isEmpty();
  }

  /**
   * Recommendations, best first, at most {@value #SHOWN}; papers with an opinion are left out.
   *
   * @param reader must have saved a paper
   */
  List<Pick> picks(Reader reader) {
    CandidatePool pool = recent.pool();
    synchronized (kept) {
      Ranked known = kept.get(reader.opinions());
      if (known != null && known.pool() == pool) {
        return known.picks();
      }
    }
    List<Pick> picks = rank(reader, pool);
    synchronized (kept) {
      kept.put(reader.opinions(), new Ranked(pool, picks));
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return picks;
  }

  private List<Pick> rank(Reader reader, CandidatePool pool) {
    Set<Long> judged =
        reader.opinions().stream().map(Reader.Given::paper).collect(Collectors.toSet());
    List<Candidate> open =
        pool.candidates().stream().filter(c -> !judged.contains(c.paper().id())).toList();
    if (open.isEmpty()) {
      return List.of();
    }
    List<Candidate> saved = judged(reader, Feedback.SAVED, pool);
    PreferenceModel preferenceModel =
        PreferenceModel.of(
            features(saved),
            features(judged(reader, Feedback.HIDDEN, pool)),
            features(open),
            pool.featureCount());
    record Scored(Candidate candidate, double score) {}
    return open.stream()
        .map(candidate -> new Scored(candidate, preferenceModel.score(candidate.x())))
        .sorted(
            Comparator.comparingDouble(Scored::score)
                .reversed()
                .thenComparingLong(scored -> scored.candidate().paper().id()))
        .limit(SHOWN)
        .map(scored -> pick(scored.candidate(), scored.score(), saved, pool))
        .toList();
  }

  private List<Candidate> judged(Reader reader, Feedback feedback, CandidatePool pool) {
    List<Long> ids = reader.papers(feedback).stream().limit(LEARNED_FROM).toList();
    Map<Long, float[]> found = vectors.vectors(ids);
    return papers.withIds(ids).stream()
        .map(paper -> new Candidate(paper, pool.features(paper, found.get(paper.id()))))
        .toList();
  }

  private static List<Features> features(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::x).toList();
  }

  private static Pick pick(
      Candidate candidate, double score, List<Candidate> saved, CandidatePool pool) {
    double[] likeness = new double[pool.featureCount()];
    candidate.x().addTo(likeness, 1);
    StoredPaper paper = candidate.paper();
    StoredPaper nearest =
        saved.stream()
            .max(Comparator.comparingDouble(one -> one.x().dot(likeness)))
            .orElseThrow()
            .paper();
    return new Pick(
        paper,
        score,
        nearest,
        common(paper.authors(), nearest.authors()),
        common(paper.keywords(), nearest.keywords()));
  }

  private static List<String> common(List<String> some, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return some.stream().filter(known::contains).distinct().limit(3).toList();
  }
}
