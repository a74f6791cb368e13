package offprint.server.vector;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offprint.server.home.Home;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The sentence vectors of papers, computed in the background: any may be missing. */
@Component
public final class Vectors {
  private static final Logger LOG = LoggerFactory.getLogger(Vectors.class);

  private final VectorTable table;
  private final SentenceModel model;
  private volatile boolean on;

  public Vectors(Home home, SentenceModel model, VectorConfig config) {
    this.table = new VectorTable(JdbcClient.create(home.dataSource()), model.name());
    this.model = model;
    this.on = config.on();
  }

  /** Whether vectors are on and this machine can run the model. */
  public boolean isOn() {
    return on;
  }

  void fail(RuntimeException reason) {
    on = false;
    LOG.warn("there are no sentence vectors: {}", reason.getMessage());
  }

  /** Vector of a search query; empty unless {@link #isOn}. [dimension] */
  public Optional<float[]> question(String text) {
    if (!on) {
      return Optional.empty();
    }
    try {
      return Optional.of(model.question(text));
    } catch (IllegalStateException e) {
      fail(e);
      return Optional.empty();
    }
  }

  /** Vectors by row number of the paper; missing ones are left out. */
  public Map<Long, float[]> vectors(Collection<Long> papers) {
    return table.vectors(papers);
  }

  /** Stored vectors by text, of any paper; scans all papers. */
  public VectorFile.Stored ofTexts() {
    return table::ofTexts;
  }

  /** Stored vectors of the texts of these papers. */
  public VectorFile.Stored ofPapers(Collection<Long> papers) {
    return _ -> table.ofPapers(papers);
  }

  /** A number that grows with every write. */
  public long changes() {
    return table.lastChange();
  }

  /**
   * Vectors in order of their last write: begin with 0 and 0, continue with the change and paper of
   * the last one.
   */
  public List<PaperVector> changedAfter(long change, long paper, int limit) {
    return table.changedAfter(change, paper, limit);
  }

  /** Number of papers whose vector is missing or stale. */
  public long missing() {
    return table.countStale();
  }

  /** Name of the model. */
  public String model() {
    return model.name();
  }

  public int dimension() {
    return model.dimension();
  }
}
