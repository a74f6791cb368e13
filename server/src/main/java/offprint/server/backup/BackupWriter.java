package offprint.server.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import offprint.engine.Json;
import offprint.engine.Platform;
import offprint.server.home.Dialect;
import offprint.server.home.Home;
import offprint.server.home.StartException;

/** Writes one backup. */
final class BackupWriter {
  private final Home home;
  private final Consumer<String> progress;
  private final List<Manifest.Part> tables = new ArrayList<>();
  private final List<Manifest.Part> files = new ArrayList<>();

  BackupWriter(Home home, Consumer<String> progress) {
    this.home = home;
    this.progress = progress;
  }

  Manifest write(Path target) throws IOException {
    Path partial = target.resolveSibling("." + target.getFileName() + ".partial");
    try (FileChannel channel =
        FileChannel.open(
            partial,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            onlyOwner(target))) {
      take(channel, target);
      channel.truncate(0);
      try {
        Manifest manifest = write(Channels.newOutputStream(channel));
        channel.force(true);
        progress.accept("name");
        Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(partial);
        throw e;
      }
    }
  }

  /**
   * Owner-only permissions: a backup holds addresses, password digests and the key of mail links.
   */
  private static FileAttribute<?>[] onlyOwner(Path target) {
    return target.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void take(FileChannel channel, Path target) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException _) {
      // of this process
    }
    throw new StartException("another backup is being written to " + target);
  }

  private Manifest write(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(out, 1 << 16));
    zip.setLevel(Deflater.BEST_SPEED);
    Manifest manifest;
    try (Connection connection = home.dataSource().getConnection()) {
      if (home.dialect() == Dialect.POSTGRESQL) {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      }
      connection.setAutoCommit(false);
      manifest = write(zip, connection);
      connection.rollback();
    } catch (SQLException e) {
      throw new StartException("the tables cannot be read: " + e.getMessage(), e);
    }
    zip.putNextEntry(new ZipEntry(Manifest.ENTRY));
    zip.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
    zip.closeEntry();
    zip.finish();
    zip.flush();
    return manifest;
  }

  private Manifest write(ZipOutputStream zip, Connection connection)
      throws SQLException, IOException {
    SchemaTable schema = new SchemaTable(connection, home.dialect());
    List<String> versions = schema.versions();
    if (versions.isEmpty()) {
      throw new StartException("the database holds no tables of Offprint");
    }
    String created = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Set<Long> over = schema.runsOver();
    List<String> names = schema.tables();
    for (String name : names) {
      progress.accept("table " + name);
      String entry = Manifest.TABLES + name + ".jsonl";
      zip.putNextEntry(new ZipEntry(entry));
      DigestingOutput out = new DigestingOutput(zip);
      long rows = new RowsTable(connection, home.dialect(), schema, name).write(out);
      zip.closeEntry();
      tables.add(out.part(entry, rows));
    }
    Map<String, Long> numbers = schema.numbers(names);
    progress.accept("files");
    for (long run : over) {
      files(zip, home.run(run));
    }
    files(zip, home.uploads());
    return new Manifest(
        Manifest.FORMAT, Platform.current().version(), versions, created, tables, files, numbers);
  }

  /** Writes the files below a folder, except partial ones. */
  private void files(ZipOutputStream zip, Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> entries = Files.list(folder)) {
      found = entries.filter(f -> !f.getFileName().toString().startsWith(".")).sorted().toList();
    } catch (NoSuchFileException _) {
      return;
    }
    for (Path file : found) {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        files(zip, file);
      } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        file(zip, file);
      }
    }
  }

  private void file(ZipOutputStream zip, Path file) throws IOException {
    String entry = Manifest.FILES + home.folder().relativize(file).toString().replace('\\', '/');
    try (InputStream in = Files.newInputStream(file)) {
      zip.putNextEntry(new ZipEntry(entry));
      DigestingOutput out = new DigestingOutput(zip);
      in.transferTo(out);
      zip.closeEntry();
      files.add(out.part(entry, 0));
    } catch (NoSuchFileException _) {
      // deleted meanwhile
    }
  }
}
