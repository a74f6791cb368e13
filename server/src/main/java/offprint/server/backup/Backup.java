package offprint.server.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import offprint.server.home.Home;

/** Backups of an installation, which may be at work meanwhile. */
public final class Backup {
  private Backup() {}

  /**
   * Writes all there is at one moment; runs that are not over then come without their files. The
   * file appears whole or not at all.
   *
   * @param home opened {@link Home#toRead to read}
   * @param progress is told what is done next
   */
  public static Manifest write(Home home, Path file, Consumer<String> progress) throws IOException {
    return new BackupWriter(home, progress).write(file.toAbsolutePath());
  }

  /**
   * Makes an installation of a backup: all of it, or nothing. Killed, it can be done again; until
   * it is, no server starts on the folder.
   *
   * @param folder that is not there or empty
   * @param database whose tables are empty or not there, "" for a SQLite file in the folder
   * @param progress is told what is done next
   * @throws IllegalArgumentException if the file is not whole, or of a version that cannot be read;
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
