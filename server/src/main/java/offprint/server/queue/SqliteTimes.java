package offprint.server.queue;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What db-scheduler 16.7 lacks for SQLite: times as whole milliseconds UTC, so that they compare as
 * numbers, and LIMIT. SQLite has no SKIP LOCKED, so the scheduler fetches first and locks on
 * execution.
 */
final class SqliteTimes extends DefaultJdbcCustomization {
  SqliteTimes() {
    super(true);
  }

  @Override
  public String getName() {
    return "SQLite";
  }

  @Override
  public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, Types.BIGINT);
    } else {
      statement.setLong(index, value.toEpochMilli());
    }
  }

  @Override
  public @Nullable Instant getInstant(ResultSet rs, String column) throws SQLException {
    long millis = rs.getLong(column);
    return rs.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  @Override
  public String getQueryLimitPart(int limit) {
    return " limit " + limit;
  }
}
