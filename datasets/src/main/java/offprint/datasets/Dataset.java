package offprint.datasets;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One shipped example.
 *
 * @param name as in {@code example:NAME}
 * @param title first heading of its README
 * @param file name of the data file
 * @param origin where it comes from
 * @param licence under which it is shipped
 * @param sha256 of the file, in hex
 */
public record Dataset(
    String name, String title, String file, String origin, String licence, String sha256) {

  /** All examples, by name. */
  public static List<Dataset> all() {
    try {
      URI home = Dataset.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      if (home.getPath().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(home), Map.of())) {
          return list(jar.getPath("offprint/datasets"));
        }
      }
      return list(Path.of(home).resolve("offprint/datasets"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Dataset> list(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("README.md")))
          .map(entry -> entry.getFileName().toString().replace("/", ""))
          .sorted()
          .map(name -> find(name).orElseThrow())
          .toList();
    }
  }

  public static Optional<Dataset> find(String name) {
    if (!name.matches("[a-z0-9-]+")) {
      return Optional.empty();
    }
    try (InputStream in = Dataset.class.getResourceAsStream(name + "/README.md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset parse(String name, String readme) {
    return new Dataset(
        name,
        field(name, readme, "# "),
        field(name, readme, "- File: "),
        field(name, readme, "- Origin: "),
        field(name, readme, "- Licence: "),
        field(name, readme, "- sha256: "));
  }

  private static String field(String name, String readme, String prefix) {
    return readme
        .lines()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .map(line -> line.substring(prefix.length()).strip())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "README of dataset %s has no line '%s'".formatted(name, prefix)));
  }

  public String readme() {
    try (InputStream in = resource("README.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data; the caller closes the stream. */
  public InputStream open() throws IOException {
    return resource(file);
  }

  private InputStream resource(String entry) throws IOException {
    InputStream in = Dataset.class.getResourceAsStream(name + "/" + entry);
    if (in == null) {
      throw new FileNotFoundException("dataset %s has no %s".formatted(name, entry));
    }
    return in;
  }
}
