package offprint.server.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import offprint.server.home.Home;

/** Backups of an installation, also while it is in use. */
public final class Backup {
  private Backup() {}

  /**
   * Writes a consistent snapshot; unfinished runs are stored without their files. The file appears
   * whole or not at all.
   *
   * @param home opened {@link Home#toRead to read}
   * @param progress told each next step
   */
  public static Manifest write(Home home, Path file, Consumer<String> progress) throws IOException {
    return new BackupWriter(home, progress).write(file.toAbsolutePath());
  }

  /**
   * Restores a backup completely or not at all. A killed restore can be repeated; until then no
   * server starts on the folder.
   *
   * @param folder that does not exist or is empty
   * @param database with empty or no tables, "" for a SQLite file in the folder
   * @param progress is told what is done next
   * @throws IllegalArgumentException if the file is damaged, or of a version that cannot be read;
   *     nothing is written then
   * @throws offprint.server.home.StartException if folder or database hold anything or are in use
   */
  public static Manifest restore(Path file, Path folder, String database, Consumer<String> progress)
      throws IOException {
    try (Archive archive = Archive.open(file)) {
      progress.accept("verify");
      archive.verify();
      return new BackupReader(archive, progress).into(folder, database);
    }
  }
}
