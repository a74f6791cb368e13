package offprint.server.reader;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import offprint.server.vector.Vectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The pool of candidates: papers listed on the last {@value #DAYS} days that have a list, at most
 * {@value #LIMIT}; without any list, the papers on none. Reloaded after a change, at most once in
 * {@value #REST} times the loading time.
 */
@Component
final class RecentPapers {
  static final int DAYS = 60;
  private static final int LIMIT = 3_000;
  private static final int REST = 20;

  private final RecentTable table;
  private final Papers papers;
  private final Vectors vectors;
  private final Clock clock = Clock.systemUTC();
  private @Nullable CandidatePool candidatePool;
  private String state = "";
  private long restUntil;

  RecentPapers(Home home, Papers papers, Vectors vectors) {
    this.table = new RecentTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
    this.vectors = vectors;
  }

  synchronized CandidatePool pool() {
    String newest = papers.changes() + " " + vectors.changes();
    long now = System.nanoTime();
    CandidatePool known = candidatePool;
    if (known == null || (!newest.equals(state) && now - restUntil >= 0)) {
      known = read();
      candidatePool = known;
      state = newest;
      long ended = System.nanoTime();
      restUntil = ended + REST * (ended - now);
    }
    return known;
  }

  private CandidatePool read() {
    Optional<LocalDate> newest = papers.newestDay(LocalDate.now(clock));
    List<Long> recent =
        newest
            .map(day -> table.listed(day.minusDays(DAYS).toString(), day.toString(), LIMIT))
            .orElseGet(() -> table.unlisted(LIMIT));
    List<StoredPaper> stored = papers.withIds(recent);
    return new CandidatePool(
        stored, vectors.vectors(recent), vectors.dimension(), FeatureWeights.CHOSEN);
  }
}
