package offprint.server.home;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A lock on a folder; the system releases it when the process ends. */
record ServerLock(FileChannel folder) implements AutoCloseable {

  /**
   * @throws StartException if another process holds it
   */
  static ServerLock take(Path folder) {
    Path file = folder.resolve("server.lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (tryLock(channel) == null) {
          throw new StartException(
              "another server uses the data folder %s: stop it or choose another with --home"
                  .formatted(folder));
        }
        return new ServerLock(channel);
      } catch (IOException | StartException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw new StartException("the lock file %s cannot be written".formatted(file), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw new StartException("the lock of the data folder cannot be given back", e);
    }
  }
}
