package offprint.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/**
 * The folder of a run's files. Files are written to a hidden folder beside it and moved together by
 * {@link #publish}; {@link #close} without it leaves nothing behind.
 */
final class ArtifactFolder implements AutoCloseable {
  private static final Set<String> RESERVED =
      Set.of("report.html", "report.json", "events.jsonl", "request.json", "log.txt");

  private final Path target;
  private final boolean made;
  private final Path partial;
  private final Map<String, Boolean> closed = new LinkedHashMap<>();
  private boolean abandoned;

  /**
   * @throws IOException if the folder cannot be made or written to
   */
  ArtifactFolder(Path target) throws IOException {
    this.target = target;
    this.made = Files.notExists(target);
    Files.createDirectories(target);
    this.partial = Files.createTempDirectory(target, ".partial-");
  }

  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,119}");
  }

  OutputStream create(String name) throws IOException {
    if (!isName(name) || RESERVED.contains(name)) {
      throw new IllegalArgumentException("'%s' is not allowed as a file name".formatted(name));
    }
    if (closed.putIfAbsent(name, false) != null) {
      throw new IllegalArgumentException("the file '%s' was already written".formatted(name));
    }
    return open(name);
  }

  private synchronized OutputStream open(String name) throws IOException {
    if (abandoned) {
      throw new CancellationException("stopped");
    }
    closed.put(name, false);
    return new FilterOutputStream(Files.newOutputStream(partial.resolve(name))) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        super.close();
        closed.put(name, true);
      }
    };
  }

  /** Adds one of the engine's own files, under a reserved name. */
  void write(String name, byte[] content) throws IOException {
    try (OutputStream out = open(name)) {
      out.write(content);
    }
  }

  /** The method's files so far, in the order of their creation. */
  List<Artifact> artifacts() throws IOException {
    List<Artifact> artifacts = new ArrayList<>();
    for (Map.Entry<String, Boolean> entry : closed.entrySet()) {
      if (!entry.getValue()) {
        throw new IllegalStateException("the file '%s' was not closed".formatted(entry.getKey()));
      }
      if (!RESERVED.contains(entry.getKey())) {
        Path file = partial.resolve(entry.getKey());
        artifacts.add(new Artifact(entry.getKey(), Files.size(file), Digests.sha256(file)));
      }
    }
    return artifacts;
  }

  synchronized void publish() throws IOException {
    if (abandoned) {
      throw new CancellationException("stopped");
    }
    for (String name : closed.keySet()) {
      Files.move(
          partial.resolve(name),
          target.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Deletes all files, although the method may still be running on another thread; nothing can be
   * added afterwards.
   */
  synchronized void abandon() {
    abandoned = true;
    close();
  }

  @Override
  public synchronized void close() {
    if (Files.notExists(partial)) {
      return;
    }
    try (Stream<Path> files = Files.walk(partial)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      if (made && isEmpty(target)) {
        Files.delete(target);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
