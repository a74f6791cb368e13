package offprint.server.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import offprint.engine.Json;
import offprint.server.home.Dialect;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The rows of any table as lines of JSON. */
final class RowsTable {
  private static final int ROWS_AT_ONCE = 500;
  private static final String BYTES = "base64";

  private final Connection connection;
  private final Dialect dialect;
  private final SchemaTable schema;
  private final String name;

  RowsTable(Connection connection, Dialect dialect, SchemaTable schema, String name) {
    this.connection = connection;
    this.dialect = dialect;
    this.schema = schema;
    this.name = name;
  }

  /**
   * Writes the column names, then all rows in the order of the key.
   *
   * @return number of rows
   */
  long write(OutputStream out) throws SQLException, IOException {
    List<String> key = schema.key(name);
    String order = key.isEmpty() ? "" : " order by " + String.join(", ", key);
    long rows = 0;
    try (Statement sql = connection.createStatement()) {
      sql.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = sql.executeQuery("select * from " + name + order)) {
        ResultSetMetaData columns = row.getMetaData();
        ArrayNode names = Json.MAPPER.createArrayNode();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          names.add(columns.getColumnName(i));
        }
        line(names, out);
        for (; row.next(); rows++) {
          ArrayNode values = Json.MAPPER.createArrayNode();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            add(values, row.getObject(i));
          }
          line(values, out);
        }
      }
    }
    return rows;
  }

  private static void line(ArrayNode line, OutputStream out) throws IOException {
    out.write(line.toString().getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private void add(ArrayNode values, @Nullable Object value) {
    switch (value) {
      case null -> values.addNull();
      case String text -> values.add(text);
      case Boolean flag -> values.add(flag ? 1 : 0);
      case Timestamp instant -> values.add(instant.getTime());
      case Double real -> values.add(real);
      case Float real -> values.add(real.doubleValue());
      case Number whole -> values.add(whole.longValue());
      case byte[] bytes -> values.addObject().put(BYTES, Base64.getEncoder().encodeToString(bytes));
      default ->
          throw new IllegalStateException(
              "table %s has a value of type %s".formatted(name, value.getClass().getName()));
    }
  }

  /**
   * Inserts the rows that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the table here has other columns
   */
  void read(BufferedReader lines) throws SQLException, IOException {
    List<String> columns = new ArrayList<>();
    Json.MAPPER
        .readTree(String.valueOf(lines.readLine()))
        .forEach(column -> columns.add(column.asString()));
    int[] types = types(columns);
    String given =
        schema.numbered(name) == null || dialect == Dialect.SQLITE
            ? ""
            : " overriding system value";
    String insert =
        "insert into %s (%s)%s values (%s)"
            .formatted(
                name,
                String.join(", ", columns),
                given,
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    try (PreparedStatement sql = connection.prepareStatement(insert)) {
      long rows = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode row = Json.MAPPER.readTree(line);
        for (int i = 0; i < types.length; i++) {
          set(sql, i + 1, types[i], row.path(i));
        }
        sql.addBatch();
        if (++rows % ROWS_AT_ONCE == 0) {
          sql.executeBatch();
        }
      }
      sql.executeBatch();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private int[] types(List<String> columns) throws SQLException {
    try (Statement sql = connection.createStatement();
        ResultSet none = sql.executeQuery("select * from " + name + " where 1 = 0")) {
      ResultSetMetaData data = none.getMetaData();
      int[] types = new int[columns.size()];
      List<String> here = new ArrayList<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        here.add(data.getColumnName(i));
        int place = columns.indexOf(data.getColumnName(i));
        if (place >= 0) {
          types[place] = data.getColumnType(i);
        }
      }
      if (here.size() != columns.size() || !here.containsAll(columns)) {
        throw new IllegalArgumentException(
            "table %s has the columns %s, the backup's has %s".formatted(name, here, columns));
      }
      return types;
    }
  }

  private void set(PreparedStatement sql, int place, int type, JsonNode value) throws SQLException {
    if (value.isNull()) {
      sql.setNull(place, type);
    } else if (value.isObject()) {
      sql.setBytes(place, Base64.getDecoder().decode(value.path(BYTES).asString()));
    } else if (value.isString()) {
      sql.setString(place, value.asString());
    } else if (value.isFloatingPointNumber()) {
      sql.setDouble(place, value.asDouble());
    } else if (dialect == Dialect.POSTGRESQL && (type == Types.BIT || type == Types.BOOLEAN)) {
      sql.setBoolean(place, value.asLong() != 0);
    } else if (dialect == Dialect.POSTGRESQL && type == Types.TIMESTAMP) {
      sql.setTimestamp(place, new Timestamp(value.asLong()));
    } else {
      sql.setLong(place, value.asLong());
    }
  }
}
