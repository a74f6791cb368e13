package offprint.server.vector;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code paper_vector} for one model. */
final class VectorTable {
  private static final String STALE =
      " from paper p left join paper_vector v on v.paper = p.id and v.model = :model"
          + " where (v.paper is null or v.seen < p.changed)";

  private final JdbcClient sql;
  private final String model;

  VectorTable(JdbcClient sql, String model) {
    this.sql = sql;
    this.model = model;
  }

  /**
   * A paper that changed after its vector was computed.
   *
   * @param changed change number as read, not that of a later write
   * @param digest of the text of its vector, null if there is none
   */
  record Stale(long paper, long changed, String title, String summary, @Nullable String digest) {}

  /** Stale papers by change number; begin with 0 and 0. */
  List<Stale> stale(long afterChange, long afterPaper, int limit) {
    return sql.sql(
            "select p.id, p.changed, p.title, p.summary, v.digest"
                + STALE
                + " and (p.changed, p.id) > (:change, :paper)"
                + " order by p.changed, p.id limit :limit")
        .param("model", model)
        .param("change", afterChange)
        .param("paper", afterPaper)
        .param("limit", limit)
        .query(
            (rs, _) ->
                new Stale(
                    rs.getLong("id"),
                    rs.getLong("changed"),
                    rs.getString("title"),
                    rs.getString("summary"),
                    rs.getString("digest")))
        .list();
  }

  long countStale() {
    return sql.sql("select count(*)" + STALE).param("model", model).query(Long.class).single();
  }

  long countPapers() {
    return sql.sql("select count(*) from paper").query(Long.class).single();
  }

  /** Marks a paper whose text is still that of its vector. */
  void keep(Stale paper) {
    sql.sql("update paper_vector set seen = :seen where paper = :paper and model = :model")
        .param("seen", paper.changed())
        .param("paper", paper.paper())
        .param("model", model)
        .update();
  }

  /** Takes the next change number; serialises writers. */
  long nextChange() {
    return sql.sql("update counter set value = value + 1 where name = 'vector' returning value")
        .query(Long.class)
        .single();
  }

  long lastChange() {
    return sql.sql("select value from counter where name = 'vector'").query(Long.class).single();
  }

  void store(Stale paper, String digest, byte[] vector, long change) {
    sql.sql(
            """
            insert into paper_vector (paper, model, digest, seen, changed, vector)
            values (:paper, :model, :digest, :seen, :changed, :vector)
            on conflict (paper, model) do update set digest = excluded.digest, seen = excluded.seen,
              changed = excluded.changed, vector = excluded.vector\
            """)
        .param("paper", paper.paper())
        .param("model", model)
        .param("digest", digest)
        .param("seen", paper.changed())
        .param("changed", change)
        .param("vector", vector)
        .update();
  }

  Map<Long, float[]> vectors(Collection<Long> papers) {
    Map<Long, float[]> found = new HashMap<>();
    if (!papers.isEmpty()) {
      sql.sql("select paper, vector from paper_vector where model = :model and paper in (:papers)")
          .param("model", model)
          .param("papers", papers)
          .query(
              rs -> {
                found.put(rs.getLong("paper"), HalfFloats.read(rs.getBytes("vector")));
              });
    }
    return found;
  }

  /** Stored vectors of the given texts, by digest. */
  Map<String, byte[]> ofTexts(Collection<String> digests) {
    return byDigest("v.digest in (:wanted)", digests);
  }

  /** Stored vectors of papers, by the digest of their text. */
  Map<String, byte[]> ofPapers(Collection<Long> papers) {
    return byDigest("v.paper in (:wanted)", papers);
  }

  private Map<String, byte[]> byDigest(String which, Collection<?> wanted) {
    Map<String, byte[]> found = new HashMap<>();
    if (!wanted.isEmpty()) {
      sql.sql("select v.digest, v.vector from paper_vector v where v.model = :model and " + which)
          .param("model", model)
          .param("wanted", wanted)
          .query(
              rs -> {
                found.put(rs.getString("digest"), rs.getBytes("vector"));
              });
    }
    return found;
  }

  /** Vectors in order of writing; begin with 0 and 0. */
  List<PaperVector> changedAfter(long change, long paper, int limit) {
    return sql.sql(
            "select paper, changed, vector from paper_vector where model = :model"
                + " and (changed, paper) > (:change, :paper)"
                + " order by changed, paper limit :limit")
        .param("model", model)
        .param("change", change)
        .param("paper", paper)
        .param("limit", limit)
        .query(VectorTable::vector)
        .list();
  }

  private static PaperVector vector(ResultSet rs, int row) throws SQLException {
    return new PaperVector(
        rs.getLong("paper"), rs.getLong("changed"), HalfFloats.read(rs.getBytes("vector")));
  }

  /** Deletes the vectors of other models. */
  void deleteOthers() {
    sql.sql("delete from paper_vector where model <> :model").param("model", model).update();
  }
}
