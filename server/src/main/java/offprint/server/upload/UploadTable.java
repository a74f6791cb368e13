package offprint.server.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code upload}. */
final class UploadTable {
  private static final String SELECT = "select id, owner, name, bytes, created from upload ";

  private final JdbcClient sql;

  UploadTable(JdbcClient sql) {
    this.sql = sql;
  }

  void insert(StoredUpload upload) {
    sql.sql(
            "insert into upload (id, owner, name, bytes, created)"
                + " values (:id, :owner, :name, :bytes, :created)")
        .param("id", upload.id())
        .param("owner", upload.owner() == 0 ? null : upload.owner(), Types.BIGINT)
        .param("name", upload.name())
        .param("bytes", upload.bytes())
        .param("created", upload.created().toEpochMilli())
        .update();
  }

  Optional<StoredUpload> find(String id) {
    return sql.sql(SELECT + "where id = :id").param("id", id).query(UploadTable::upload).optional();
  }

  /** Files of an account, newest first. */
  List<StoredUpload> ofOwner(long owner) {
    return sql.sql(SELECT + "where coalesce(owner, 0) = :owner order by created desc, id")
        .param("owner", owner)
        .query(UploadTable::upload)
        .list();
  }

  List<String> ids() {
    return sql.sql("select id from upload").query((rs, _) -> rs.getString(1)).list();
  }

  boolean delete(String id) {
    return sql.sql("delete from upload where id = :id").param("id", id).update() > 0;
  }

  /** Bytes of all files of an account; 0 for files without owner. */
  long bytes(long owner) {
    return sql.sql("select coalesce(sum(bytes), 0) from upload where coalesce(owner, 0) = :owner")
        .param("owner", owner)
        .query(Long.class)
        .single();
  }

  long bytes() {
    return sql.sql("select coalesce(sum(bytes), 0) from upload").query(Long.class).single();
  }

  private static StoredUpload upload(ResultSet rs, int row) throws SQLException {
    return new StoredUpload(
        rs.getString("id"),
        rs.getLong("owner"),
        rs.getString("name"),
        rs.getLong("bytes"),
        Instant.ofEpochMilli(rs.getLong("created")));
  }
}
