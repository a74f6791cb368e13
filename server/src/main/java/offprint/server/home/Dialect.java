package offprint.server.home;

import java.util.Map;

/** A database that Offprint runs on. */
public enum Dialect {
  SQLITE,
  POSTGRESQL;

  /** Values of the placeholders in migrations. */
  Map<String, String> words() {
    return switch (this) {
      case SQLITE ->
          Map.of(
              "number", "integer primary key autoincrement",
              "bytes", "blob",
              "instant", "integer",
              "flag", "integer",
              "sqlite", "", // marks lines for one dialect only
              "postgresql", "--");
      case POSTGRESQL ->
          Map.of(
              "number", "bigint generated always as identity primary key",
              "bytes", "bytea",
              "instant", "timestamp with time zone",
              "flag", "boolean",
              "sqlite", "--",
              "postgresql", "");
    };
  }
}
