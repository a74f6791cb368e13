package offprint.server.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Files that readers give: {@code uploads/RANDOM/NAME}, outside anything that is served. A file
 * appears whole or not at all.
 */
@Component
public final class Uploads {
  private static final int ID_BYTES = 16;

  private final Path folder;
  private final UploadLimit limit;
  private final SecureRandom random = new SecureRandom();

  Uploads(Home home, UploadLimit limit) {
    this.folder = home.uploads();
    this.limit = limit;
    removeLeftovers();
  }

  /** Deletes what a killed server left half-written. */
  private void removeLeftovers() {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (Files.isDirectory(entry) ? find(ref(entry)).isEmpty() : true) {
          FileSystemUtils.deleteRecursively(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ref(Path entry) {
    return "upload:" + entry.getFileName();
  }

  /**
   * Keeps the content of a stream.
   *
   * @param name the reader's name for it; unusual characters become underscores
   * @throws Problem too large, once more than the limit has come
   */
  public Upload store(String name, InputStream content) throws IOException {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    Path place = Files.createDirectory(folder.resolve(HexFormat.of().formatHex(id)));
    Path partial = place.resolve(".partial");
    try {
      long bytes = copy(content, partial);
      Path file = place.resolve(safe(name));
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return new Upload(ref(place), file.getFileName().toString(), bytes);
    } catch (IOException | RuntimeException e) {
      FileSystemUtils.deleteRecursively(place);
      throw e;
    }
  }

  private long copy(InputStream content, Path partial) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long bytes = 0;
    try (OutputStream out = Files.newOutputStream(partial)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > limit.bytes()) {
          throw Problem.tooLarge(limit.refusal());
        }
        out.write(buffer, 0, n);
      }
    }
    return bytes;
  }

  /** The upload a reference names. */
  public Optional<Upload> find(String ref) {
    if (!ref.matches("upload:[0-9a-f]{32}")) {
      return Optional.empty();
    }
    Path place = folder.resolve(ref.substring("upload:".length()));
    if (!Files.isDirectory(place)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(place)) {
      Optional<Path> file =
          files.filter(f -> !f.getFileName().toString().startsWith(".")).findFirst();
      return file.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Upload(ref, file.get().getFileName().toString(), Files.size(file.get())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Greatest size of a file in megabytes. */
  public int limitMegabytes() {
    return limit.megabytes();
  }

  private static String safe(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^[._-]+", "");
    return plain.isEmpty() ? "data" : plain.substring(Math.max(0, plain.length() - 100));
  }
}
