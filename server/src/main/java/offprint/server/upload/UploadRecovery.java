package offprint.server.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import offprint.server.home.Dialect;
import offprint.server.home.Home;
import org.springframework.util.FileSystemUtils;

/** Cleans up at start what an earlier server left in the folder of uploads. */
final class UploadRecovery {
  static final String PARTIAL = ".partial";

  /** Younger files may still be being received by another server. */
  private static final Duration STALE = Duration.ofHours(1);

  private final Home home;
  private final UploadTable table;

  UploadRecovery(Home home, UploadTable table) {
    this.home = home;
    this.table = table;
  }

  /**
   * Deletes partial files and files without a row left by a kill; files older than the table get a
   * row without owner.
   */
  void settle() {
    Set<String> known = new HashSet<>(table.ids());
    try (Stream<Path> entries = Files.list(home.uploads())) {
      for (Path entry : entries.toList()) {
        settle(entry, known.contains(entry.getFileName().toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void settle(Path entry, boolean isKnown) throws IOException {
    String id = entry.getFileName().toString();
    Optional<Path> file = id.matches("[0-9a-f]{32}") ? file(entry) : Optional.empty();
    if (file.isEmpty()) {
      if (isStale(entry)) {
        table.delete(id);
        FileSystemUtils.deleteRecursively(entry);
      }
    } else if (!isKnown) {
      table.insert(
          new StoredUpload(
              id,
              0,
              file.get().getFileName().toString(),
              Files.size(file.get()),
              Files.getLastModifiedTime(file.get()).toInstant()));
    }
  }

  private static Optional<Path> file(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(f -> !f.getFileName().toString().startsWith(".")).findFirst();
    }
  }

  /**
   * Whether nothing in it was written recently; always true where one server alone uses the folder.
   */
  private boolean isStale(Path entry) throws IOException {
    if (home.dialect() == Dialect.SQLITE) {
      return true;
    }
    List<Path> parts;
    try (Stream<Path> all = Files.walk(entry)) {
      parts = all.toList();
    }
    Instant newest = Instant.MIN;
    for (Path part : parts) {
      Instant changed = Files.getLastModifiedTime(part).toInstant();
      newest = changed.isAfter(newest) ? changed : newest;
    }
    return newest.isBefore(Instant.now().minus(STALE));
  }
}
