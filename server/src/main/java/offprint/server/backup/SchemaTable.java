package offprint.server.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import offprint.server.home.Dialect;
import org.jspecify.annotations.Nullable;

/** The tables of a database of any version. */
final class SchemaTable {
  static final String VERSIONS = "flyway_schema_history";

  private final Connection connection;
  private final Dialect dialect;

  SchemaTable(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  /** Versions in the order of their numbers; empty where there are no tables. */
  List<String> versions() throws SQLException {
    if (!names().contains(VERSIONS)) {
      return List.of();
    }
    Set<Integer> versions = new TreeSet<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select version from " + VERSIONS + " where version is not null and success")) {
      while (rows.next()) {
        versions.add(Integer.parseInt(rows.getString(1)));
      }
    }
    return versions.stream().map(String::valueOf).toList();
  }

  private Set<String> names() throws SQLException {
    Set<String> names = new TreeSet<>();
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE"})) {
      while (rows.next()) {
        String name = rows.getString("TABLE_NAME");
        if (!name.toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
          names.add(name);
        }
      }
    }
    return names;
  }

  /** All tables except that of the versions, each after those it refers to. */
  List<String> tables() throws SQLException {
    Map<String, Set<String>> needs = new LinkedHashMap<>();
    for (String name : names()) {
      if (!name.equals(VERSIONS)) {
        needs.put(name, references(name));
      }
    }
    Set<String> ordered = new LinkedHashSet<>();
    while (ordered.size() < needs.size()) {
      int before = ordered.size();
      needs.forEach(
          (name, needed) -> {
            if (ordered.containsAll(needed)) {
              ordered.add(name);
            }
          });
      if (ordered.size() == before) {
        throw new IllegalStateException("tables refer to each other in a circle: " + needs);
      }
    }
    return List.copyOf(ordered);
  }

  private Set<String> references(String table) throws SQLException {
    Set<String> others = new TreeSet<>();
    if (dialect == Dialect.SQLITE) {
      others.addAll(pragma("select \"table\" from pragma_foreign_key_list(?)", table));
    } else {
      try (ResultSet keys =
          connection
              .getMetaData()
              .getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
        while (keys.next()) {
          others.add(keys.getString("PKTABLE_NAME"));
        }
      }
    }
    others.remove(table);
    return others;
  }

  /** The columns of a table's key, in order. */
  List<String> key(String table) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      return pragma("select name from pragma_table_info(?) where pk > 0 order by pk", table);
    }
    DatabaseMetaData data = connection.getMetaData();
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet keys =
        data.getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
      while (keys.next()) {
        columns.put(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME"));
      }
    }
    return List.copyOf(columns.values());
  }

  /**
   * Asks SQLite itself, whose driver would match all statements of the schema for each question.
   */
  private List<String> pragma(String question, String table) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement sql = connection.prepareStatement(question)) {
      sql.setString(1, table);
      try (ResultSet rows = sql.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
    }
    return found;
  }

  /** The column with generated numbers, null if there is none. */
  @Nullable String numbered(String table) throws SQLException {
    if (dialect == Dialect.SQLITE) {
      List<String> key = key(table);
      return key.size() == 1 && isAutoincrement(table) ? key.getFirst() : null;
    }
    try (PreparedStatement sql =
        connection.prepareStatement(
            "select column_name from information_schema.columns where table_schema ="
                + " current_schema() and table_name = ? and is_identity = 'YES'")) {
      sql.setString(1, table);
      try (ResultSet rows = sql.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  private boolean isAutoincrement(String table) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select sql from sqlite_master where name = ?")) {
      sql.setString(1, table);
      try (ResultSet rows = sql.executeQuery()) {
        return rows.next() && rows.getString(1).toLowerCase(Locale.ROOT).contains("autoincrement");
      }
    }
  }

  /** Greatest number assigned so far by table, 0 for none. */
  Map<String, Long> numbers(Collection<String> tables) throws SQLException {
    Map<String, Long> numbers = new TreeMap<>();
    for (String table : tables) {
      String column = numbered(table);
      if (column != null) {
        numbers.put(table, dialect == Dialect.SQLITE ? sqlite(table) : postgresql(table, column));
      }
    }
    return numbers;
  }

  private long sqlite(String table) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select seq from sqlite_sequence where name = ?")) {
      sql.setString(1, table);
      try (ResultSet rows = sql.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private long postgresql(String table, String column) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select case when is_called then last_value else 0 end from "
                    + sequence(table, column))) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private String sequence(String table, String column) throws SQLException {
    try (PreparedStatement sql =
        connection.prepareStatement("select pg_get_serial_sequence(?, ?)")) {
      sql.setString(1, table);
      sql.setString(2, column);
      try (ResultSet rows = sql.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** Makes a table assign greater numbers than this. */
  void number(String table, long greatest) throws SQLException {
    String column = numbered(table);
    if (column == null) {
      return;
    }
    List<String> statements = new ArrayList<>();
    if (dialect == Dialect.SQLITE) {
      statements.add("delete from sqlite_sequence where name = '" + table + "'");
      statements.add(
          "insert into sqlite_sequence (name, seq) values ('%s', %d)".formatted(table, greatest));
    } else {
      statements.add(
          "select setval('%s', %d, %b)"
              .formatted(sequence(table, column), Math.max(1, greatest), greatest > 0));
    }
    try (Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    }
  }

  /** True if a table holds no row. */
  boolean isEmpty(String table) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery("select 1 from " + table + " limit 1")) {
      return !rows.next();
    }
  }

  void clear(String table) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate("delete from " + table);
    }
  }

  /** Gives the database a new identity, so that indexes outside it are built anew. */
  void forgetIdentity() throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate("delete from counter where name = 'identity'");
    }
  }

  /** Records, in the transaction that loads a backup, that it was loaded. */
  void loaded(long backup) throws SQLException {
    try (Statement sql = connection.createStatement()) {
      sql.executeUpdate("delete from counter where name = 'restored'");
      sql.executeUpdate("insert into counter (name, value) values ('restored', " + backup + ")");
    }
  }

  boolean isLoaded(long backup) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery(
                "select 1 from counter where name = 'restored' and value = " + backup)) {
      return rows.next();
    }
  }

  /** Finished runs, whose files no longer change. */
  Set<Long> runsOver() throws SQLException {
    Set<Long> runs = new TreeSet<>();
    try (Statement sql = connection.createStatement();
        ResultSet rows =
            sql.executeQuery("select id from run where state not in ('queued', 'running')")) {
      while (rows.next()) {
        runs.add(rows.getLong(1));
      }
    }
    return runs;
  }
}
