package offprint.server.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import offprint.server.home.Home;
import offprint.server.home.StartException;
import org.springframework.util.FileSystemUtils;

/** Restores a verified backup. */
final class BackupReader {
  /** An installation without rows in these tables is empty. */
  private static final List<String> TELLING = List.of("paper", "account", "run", "subscriber");

  private final Archive archive;
  private final Manifest manifest;
  private final Consumer<String> progress;

  BackupReader(Archive archive, Consumer<String> progress) {
    this.archive = archive;
    this.manifest = archive.manifest();
    this.progress = progress;
  }

  Manifest into(Path folder, String database) throws IOException {
    checkSpace(folder.toAbsolutePath());
    Home home = Home.beginRestore(folder, database, manifest.schema());
    try {
      files(home);
      load(home);
      progress.accept("migrate");
      home.migrate();
      progress.accept("end");
      home.endRestore();
    } catch (IOException | RuntimeException e) {
      home.abandonRestore();
      throw e;
    }
    home.close();
    return manifest;
  }

  private void checkSpace(Path folder) throws IOException {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    long free = Files.getFileStore(there).getUsableSpace();
    if (free < manifest.bytes()) {
      throw new StartException(
          "the folder %s has room for %d MB: the backup needs %d"
              .formatted(folder, free >> 20, manifest.bytes() >> 20));
    }
  }

  private void files(Home home) throws IOException {
    progress.accept("files");
    for (String name : List.of("runs", "uploads")) {
      FileSystemUtils.deleteRecursively(home.folder().resolve(name));
      Files.createDirectories(home.folder().resolve(name));
    }
    for (Manifest.Part part : manifest.files()) {
      Path file = home.folder().resolve(part.path());
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        archive.copy(part, Channels.newOutputStream(channel));
        channel.force(true);
      }
    }
  }

  private void load(Home home) throws IOException {
    try (Connection connection = home.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      SchemaTable schema = new SchemaTable(connection, home.dialect());
      if (!schema.isLoaded(number())) {
        check(schema);
        load(connection, home, schema);
        schema.loaded(number());
        progress.accept("commit");
      }
      connection.commit();
    } catch (SQLException e) {
      throw new StartException("the tables cannot be written: " + e.getMessage(), e);
    }
  }

  /** Number that identifies this backup. */
  private long number() {
    return manifest.hashCode();
  }

  private void check(SchemaTable schema) throws SQLException {
    Set<String> named = new TreeSet<>(schema.tables());
    for (String table : TELLING) {
      if (named.contains(table) && !schema.isEmpty(table)) {
        throw new StartException("the database is not empty: restore into another with --database");
      }
    }
    List<String> versions = schema.versions();
    if (!versions.equals(manifest.schema())) {
      throw new IllegalArgumentException(
          ("the backup's tables have the versions %s, here they have %s: restore it with the"
                  + " Offprint that wrote it, %s, and upgrade then")
              .formatted(manifest.schema(), versions, manifest.offprint()));
    }
    Set<String> held = new TreeSet<>();
    manifest.tables().forEach(part -> held.add(part.table()));
    if (!named.equals(held)) {
      throw new IllegalArgumentException(
          "the backup has the tables %s, here there are %s".formatted(held, named));
    }
  }

  private void load(Connection connection, Home home, SchemaTable schema)
      throws SQLException, IOException {
    List<String> tables = new ArrayList<>(schema.tables());
    for (String table : tables.reversed()) {
      schema.clear(table);
    }
    for (String table : tables) {
      progress.accept("table " + table);
      Manifest.Part part =
          manifest.tables().stream().filter(p -> p.table().equals(table)).findFirst().orElseThrow();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(archive.open(part), StandardCharsets.UTF_8))) {
        new RowsTable(connection, home.dialect(), schema, table).read(lines);
      }
      schema.number(table, manifest.numbers().getOrDefault(table, 0L));
    }
    schema.forgetIdentity();
  }
}
