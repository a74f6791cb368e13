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
 * One shipped example: a folder of that name with a README and the data. It lies here, or in the
 * folder {@code data} beside the methods of the one paper that uses it.
 *
 * @param name as in {@code example:NAME}
 * @param title first heading of its README
 * @param file name of the data file
 * @param kinds what it holds, in lower case: "table", "series", …
 * @param origin where it comes from
 * @param licence under which it is shipped
 * @param sha256 of the file, in hex
 * @param beside the class that its folder is found from
 * @param folder where it lies, seen from that class
 */
public record Dataset(
    String name,
    String title,
    String file,
    List<String> kinds,
    String origin,
    String licence,
    String sha256,
    Class<?> beside,
    String folder) {
  private static final String OF_PAPER = "data/";

  public Dataset {
    kinds = List.copyOf(kinds);
  }

  /** The examples that several papers use, by name. */
  public static List<Dataset> shared() {
    return list(Dataset.class, "");
  }

  public static Optional<Dataset> shared(String name) {
    return find(Dataset.class, "", name);
  }

  /** The examples of one paper, by name. */
  public static List<Dataset> of(Class<?> method) {
    return list(method, OF_PAPER);
  }

  public static Optional<Dataset> of(Class<?> method, String name) {
    return find(method, OF_PAPER, name);
  }

  private static List<Dataset> list(Class<?> beside, String parent) {
    String path = beside.getPackageName().replace('.', '/') + "/" + parent;
    try {
      URI home = beside.getProtectionDomain().getCodeSource().getLocation().toURI();
      if (home.getPath().endsWith(".jar")) {
        try (FileSystem jar = FileSystems.newFileSystem(Path.of(home), Map.of())) {
          return list(beside, parent, jar.getPath(path));
        }
      }
      return list(beside, parent, Path.of(home).resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Dataset> list(Class<?> beside, String parent, Path folder)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("README.md")))
          .map(entry -> entry.getFileName().toString().replace("/", ""))
          .sorted()
          .map(name -> find(beside, parent, name).orElseThrow())
          .toList();
    }
  }

  private static Optional<Dataset> find(Class<?> beside, String parent, String name) {
    if (!name.matches("[a-z0-9-]+")) {
      return Optional.empty();
    }
    String folder = parent + name + "/";
    try (InputStream in = beside.getResourceAsStream(folder + "README.md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              parse(beside, folder, name, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dataset parse(Class<?> beside, String folder, String name, String readme) {
    return new Dataset(
        name,
        field(name, readme, "# "),
        field(name, readme, "- File: "),
        List.of(field(name, readme, "- Kind: ").split(", *")),
        field(name, readme, "- Origin: "),
        field(name, readme, "- Licence: "),
        field(name, readme, "- sha256: "),
        beside,
        folder);
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
    InputStream in = beside.getResourceAsStream(folder + entry);
    if (in == null) {
      throw new FileNotFoundException("dataset %s has no %s".formatted(name, entry));
    }
    return in;
  }
}
