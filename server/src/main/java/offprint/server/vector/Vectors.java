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

/** The sentence vectors of papers, made in the background: one may be missing at any time. */
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

  /** False where vectors are switched off, and on a machine that cannot run the model. */
  public boolean isOn() {
    return on;
  }

  void fail(RuntimeException reason) {
    on = false;
    LOG.warn("there are no sentence vectors: {}", reason.getMessage());
  }

  /** Of a search, for comparison with papers; empty unless {@link #isOn}. [dimension] */
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

  /** By row number of the paper; those without a vector are left out. */
  public Map<Long, float[]> vectors(Collection<Long> papers) {
    return table.vectors(papers);
  }

  /** What is stored of these texts, whatever papers they belong to; looks through all papers. */
  public VectorFile.Stored ofTexts() {
    return table::ofTexts;
  }

  /** What is stored of the texts of these papers. */
  public VectorFile.Stored ofPapers(Collection<Long> papers) {
    return _ -> table.ofPapers(papers);
  }

  /** A number that grows with every writing of vectors. */
  public long changes() {
    return table.lastChange();
  }

  /**
   * Vectors in the order of their last writing, for whoever follows them: begin with 0 and 0, go on
   * with the last one's change and paper.
   */
  public List<PaperVector> changedAfter(long change, long paper, int limit) {
    return table.changedAfter(change, paper, limit);
  }

  /** Papers whose vector is not there, or is older than the paper. */
  public long missing() {
    return table.countStale();
  }

  /** What the vectors are of; those of another model cannot be compared with them. */
  public String model() {
    return model.name();
  }

  public int dimension() {
    return model.dimension();
  }
}
