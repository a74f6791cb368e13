package offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import offprint.datasets.Dataset;
import offprint.method.Source;

/**
 * Finds the data that a {@link Source} names.
 *
 * @param home the data folder: {@code runs/ID/} and {@code uploads/ID/} lie in it
 * @param confined true if references come from users of a site: only examples, uploads and runs are
 *     allowed, no paths
 */
public record Sources(Path home, boolean confined) {
  /** Prefix of a reference to an upload. */
  static final String UPLOAD = "upload:";

  private static final int DIGITS = 12;

  /** Number of files of a folder that a message lists. */
  private static final int MOST_NAMED = 8;

  /**
   * A file or folder with the data. Examples are copied out of the distribution on first use.
   *
   * @throws IllegalArgumentException if there is no such data; the message says what there is
   */
  public Path path(Source source) throws IOException {
    String ref = source.ref();
    int colon = ref.indexOf(':');
    String rest = ref.substring(colon + 1);
    return switch (colon < 0 ? "" : ref.substring(0, colon)) {
      case "example" -> example(rest);
      case "run" -> run(rest);
      case "upload" -> upload(rest);
      default -> file(ref);
    };
  }

  private Path example(String name) throws IOException {
    Dataset dataset = Examples.get(name);
    // by its digest, so that the file of another version of Offprint is not taken for this one
    Path version = home.resolve("cache/examples").resolve(dataset.sha256().substring(0, DIGITS));
    Path copy = version.resolve(name).resolve(dataset.file());
    if (!Files.exists(copy)) {
      Files.createDirectories(copy.getParent());
      Path partial = Files.createTempFile(copy.getParent(), ".partial-", "");
      try (InputStream in = dataset.open()) {
        Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(partial, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    return copy;
  }

  private Path run(String rest) {
    String[] parts = rest.split("/", 2);
    if (parts.length == 2 && parts[0].matches("[0-9]+") && ArtifactFolder.isName(parts[1])) {
      Path file = home.resolve("runs").resolve(parts[0]).resolve(parts[1]);
      if (Files.exists(file)) {
        return file;
      }
    }
    throw new IllegalArgumentException(
        "there is no 'run:%s': expected run:NUMBER/FILE of a finished run".formatted(rest));
  }

  private Path upload(String id) throws IOException {
    if (id.matches("[0-9a-f]+")) {
      Path folder = home.resolve("uploads").resolve(id);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          Optional<Path> file =
              files.filter(f -> !f.getFileName().toString().startsWith(".")).findFirst();
          if (file.isPresent()) {
            return file.get();
          }
        }
      }
    }
    throw new IllegalArgumentException("there is no upload '%s'".formatted(id));
  }

  private Path file(String ref) {
    if (confined) {
      throw new IllegalArgumentException(
          "'%s' must start with example:, upload: or run:".formatted(ref));
    }
    Path file = Path.of(ref);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("there is no file '%s'".formatted(ref));
    }
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("the file '%s' cannot be read".formatted(ref));
    }
    return file;
  }

  /** Opens the data; "-" is standard input. */
  public InputStream open(Source source) throws IOException {
    if (source.ref().equals("-") && !confined) {
      return System.in;
    }
    Path path = path(source);
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.list(path)) {
        List<String> names =
            files
                .filter(Files::isRegularFile)
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.startsWith(".") && !name.equals("README.md"))
                .sorted()
                .limit(MOST_NAMED)
                .toList();
        throw new IllegalArgumentException(
            "expected a file: got the folder '%s'%s"
                .formatted(
                    source.ref(),
                    names.isEmpty() ? "" : "; give one of its files: " + String.join(", ", names)));
      }
    }
    return Files.newInputStream(path);
  }
}
