package offprint.server.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Queries of other features on the table {@code account}. */
final class PersonTable {
  private final JdbcClient sql;

  PersonTable(JdbcClient sql) {
    this.sql = sql;
  }

  boolean isEmpty() {
    return sql.sql("select id from account limit 1").query(Long.class).optional().isEmpty();
  }

  /** Active accounts by the keys of their names, in no order. */
  List<Accounts.Person> active(Collection<String> keys) {
    return keys.isEmpty()
        ? List.of()
        : sql.sql("select id, name from account where key in (:keys) and state = 'active'")
            .param("keys", keys)
            .query((rs, _) -> new Accounts.Person(rs.getLong("id"), rs.getString("name")))
            .list();
  }

  /** The confirmed address of an active account. */
  Optional<String> confirmedAddress(long id) {
    return sql.sql(
            "select email from account where id = :id and state = 'active'"
                + " and confirmed is not null and email <> ''")
        .param("id", id)
        .query(String.class)
        .optional();
  }
}
