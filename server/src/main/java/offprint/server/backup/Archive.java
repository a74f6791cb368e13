package offprint.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import offprint.engine.Json;
import tools.jackson.core.JacksonException;

/** A backup opened for reading. */
final class Archive implements AutoCloseable {
  private static final Pattern FILE =
      Pattern.compile("files/(runs/[0-9]{1,18}|uploads/[0-9a-f]{32})(/[^./\\\\][^/\\\\]*)+");
  private static final Pattern TABLE = Pattern.compile("tables/[a-z_]+\\.jsonl");

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * @throws IllegalArgumentException if it is not a backup, or of an unknown format
   */
  static Archive open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException e) {
      throw damaged(file, "it is cut off, or no backup");
    }
    try {
      return new Archive(file, zip, manifest(file, zip));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static Manifest manifest(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(Manifest.ENTRY);
    if (entry == null) {
      throw damaged(file, "it has no manifest");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      Manifest manifest = Json.MAPPER.readValue(in.readAllBytes(), Manifest.class);
      if (manifest.format() != Manifest.FORMAT) {
        throw new IllegalArgumentException(
            "%s has format %d, this program reads %d: take the Offprint that wrote it, %s"
                .formatted(file, manifest.format(), Manifest.FORMAT, manifest.offprint()));
      }
      return manifest;
    } catch (ZipException | JacksonException e) {
      throw damaged(file, "its manifest cannot be read");
    }
  }

  private static IllegalArgumentException damaged(Path file, String how) {
    return new IllegalArgumentException("%s is not a whole backup: %s".formatted(file, how));
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Verifies all entries against the manifest.
   *
   * @throws IllegalArgumentException if an entry differs
   */
  void verify() throws IOException {
    Set<String> named = new HashSet<>(Set.of(Manifest.ENTRY));
    for (Manifest.Part part : parts()) {
      Pattern rule = part.name().startsWith(Manifest.TABLES) ? TABLE : FILE;
      if (!rule.matcher(part.name()).matches() || !named.add(part.name())) {
        throw damaged(file, "it has an entry named " + part.name());
      }
      copy(part, OutputStream.nullOutputStream());
    }
    Set<String> others =
        zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
    others.removeAll(named);
    if (!others.isEmpty()) {
      throw damaged(file, "its manifest does not name " + others);
    }
  }

  private List<Manifest.Part> parts() {
    return Stream.concat(manifest.tables().stream(), manifest.files().stream()).toList();
  }

  /**
   * Unpacks an entry.
   *
   * @throws IllegalArgumentException at its end, if it differs from the manifest
   */
  void copy(Manifest.Part part, OutputStream to) throws IOException {
    DigestingOutput out = new DigestingOutput(to);
    try (InputStream in = open(part)) {
      in.transferTo(out);
    } catch (ZipException | java.io.EOFException e) {
      throw damaged(file, part.name() + " cannot be unpacked");
    }
    if (!out.part(part.name(), part.rows()).equals(part)) {
      throw damaged(file, part.name() + " is not what was written");
    }
  }

  InputStream open(Manifest.Part part) throws IOException {
    ZipEntry entry = zip.getEntry(part.name());
    if (entry == null) {
      throw damaged(file, part.name() + " is missing");
    }
    return zip.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
