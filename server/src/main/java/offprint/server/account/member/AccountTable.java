package offprint.server.account.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import offprint.server.account.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code account}. */
final class AccountTable {
  private static final String COLUMNS =
      "id, name, email, confirmed, password, has_password, role," + " state, created";

  private final JdbcClient sql;

  AccountTable(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * A row.
   *
   * @param email "" for none
   * @param confirmedMillis when the address was confirmed, null if it was not
   * @param password Argon2id digest; of an unknown random word where there is no password
   * @param hasPassword false for an account made through the identity provider without a password
   */
  record Row(
      long id,
      String name,
      String email,
      @Nullable Long confirmedMillis,
      String password,
      boolean hasPassword,
      Role role,
      boolean active,
      long createdMillis) {
    /** Whether the address is confirmed. */
    boolean isConfirmed() {
      return confirmedMillis != null && !email.isEmpty();
    }
  }

  /** Keeps others from creating accounts until the transaction ends. */
  void lock() {
    sql.sql("update counter set value = value + 1 where name = 'account'").update();
  }

  boolean isEmpty() {
    return sql.sql("select id from account limit 1").query(Long.class).optional().isEmpty();
  }

  /**
   * @return number of the new account, empty if the key is taken
   */
  Optional<Long> insert(
      String key, String name, String email, String password, Role role, long millis) {
    return sql.sql(
            "insert into account (key, name, email, password, role, state, created) values (:key,"
                + " :name, :email, :password, :role, 'active', :created)"
                + " on conflict (key) do nothing returning id")
        .param("key", key)
        .param("name", name)
        .param("email", email)
        .param("password", password)
        .param("role", role.word())
        .param("created", millis)
        .query(Long.class)
        .optional();
  }

  Optional<Row> find(long id) {
    return sql.sql("select " + COLUMNS + " from account where id = :id")
        .param("id", id)
        .query(AccountTable::row)
        .optional();
  }

  Optional<Row> byKey(String key) {
    return sql.sql("select " + COLUMNS + " from account where key = :key")
        .param("key", key)
        .query(AccountTable::row)
        .optional();
  }

  List<Row> byEmail(String email) {
    return sql.sql("select " + COLUMNS + " from account where email = :email order by id")
        .param("email", email)
        .query(AccountTable::row)
        .list();
  }

  /** Accounts after {@code id}, by number. */
  List<Row> after(long id, int limit) {
    return sql.sql("select " + COLUMNS + " from account where id > :id order by id limit :limit")
        .param("id", id)
        .param("limit", limit)
        .query(AccountTable::row)
        .list();
  }

  long count() {
    return sql.sql("select count(*) from account").query(Long.class).single();
  }

  /** Number of active administrators other than {@code id}. */
  long otherAdministrators(long id) {
    return sql.sql(
            "select count(*) from account where role = 'administrator' and state = 'active'"
                + " and id <> :id")
        .param("id", id)
        .query(Long.class)
        .single();
  }

  void password(long id, String password) {
    sql.sql("update account set password = :password, has_password = 1 where id = :id")
        .param("id", id)
        .param("password", password)
        .update();
  }

  void withoutPassword(long id) {
    sql.sql("update account set has_password = 0 where id = :id").param("id", id).update();
  }

  /** Sets an address that is not confirmed. */
  void email(long id, String email) {
    sql.sql("update account set email = :email, confirmed = null where id = :id")
        .param("id", id)
        .param("email", email)
        .update();
  }

  void confirmedEmail(long id, String email, long millis) {
    sql.sql("update account set email = :email, confirmed = :at where id = :id")
        .param("id", id)
        .param("email", email)
        .param("at", millis)
        .update();
  }

  void role(long id, Role role) {
    sql.sql("update account set role = :role where id = :id")
        .param("id", id)
        .param("role", role.word())
        .update();
  }

  void active(long id, boolean active) {
    sql.sql("update account set state = :state where id = :id")
        .param("id", id)
        .param("state", active ? "active" : "suspended")
        .update();
  }

  /**
   * Locks the account as the first step of its deletion: until the transaction ends, nobody can add
   * a row that refers to it. Waiting happens here and not later, when the deletion holds locks on
   * counters that writers of such rows wait for.
   */
  void close(long id) {
    sql.sql("update account set key = :key where id = :id")
        .param("id", id)
        .param("key", "#" + id) // updating a key blocks new references to the row
        .update();
  }

  void delete(long id) {
    sql.sql("delete from account where id = :id").param("id", id).update();
  }

  private static Row row(ResultSet rs, int number) throws SQLException {
    return new Row(
        rs.getLong("id"),
        rs.getString("name"),
        rs.getString("email"),
        confirmed(rs),
        rs.getString("password"),
        rs.getInt("has_password") == 1,
        Role.of(rs.getString("role")),
        rs.getString("state").equals("active"),
        rs.getLong("created"));
  }

  private static @Nullable Long confirmed(ResultSet rs) throws SQLException {
    long millis = rs.getLong("confirmed");
    return rs.wasNull() ? null : millis;
  }
}
