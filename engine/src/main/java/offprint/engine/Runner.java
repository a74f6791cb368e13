package offprint.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import offprint.method.Method;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import org.jspecify.annotations.Nullable;

/**
 * Runs a method and writes artifacts, {@code report.json} and {@code report.html} to a folder, all
 * of them or none.
 */
public final class Runner {
  private final Sources sources;
  private final Listener listener;
  private volatile @Nullable ArtifactFolder current;

  public Runner(Sources sources, Listener listener) {
    this.sources = sources;
    this.listener = listener;
  }

  /**
   * @param out where the files go; made if missing
   * @throws InvalidParameters if the method refuses its input
   * @throws CancellationException if the listener stopped the run
   */
  public <P extends Record> Outcome run(PaperMethod<P> method, P params, long seed, Path out)
      throws Exception {
    Instant started = Instant.now();
    long start = System.nanoTime();
    try (ArtifactFolder folder = new ArtifactFolder(out)) {
      current = folder;
      Context context = new Context(folder, seed);
      Report report = report(method.method(), params, context);
      ParameterSchema<P> schema = new ParameterSchema<>(method.method());
      String preset = schema.presetOf(params);
      Manifest manifest =
          new Manifest(
              method.id(),
              preset,
              schema.write(params),
              seed,
              context.data(),
              Platform.current(),
              started,
              (System.nanoTime() - start) / 1e9,
              Platform.peakMegabytes());
      Outcome outcome =
          new Outcome(manifest, report, Verdict.judge(method, preset, report), folder.artifacts());
      folder.write("report.json", Json.MAPPER.writeValueAsBytes(outcome));
      folder.write(
          "report.html", HtmlReport.page(method, outcome).getBytes(StandardCharsets.UTF_8));
      folder.publish();
      return outcome;
    }
  }

  /** Runs the method; messages about an upload use the file name that its owner knows. */
  private static <P extends Record> Report report(Method<P> method, P params, Context context)
      throws Exception {
    try {
      return method.run(params, context);
    } catch (InvalidParameters e) {
      throw e;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      for (Manifest.Data data : context.data()) {
        if (data.ref().startsWith(Sources.UPLOAD)) {
          message =
              message
                  .replace(data.ref(), data.name())
                  .replace(data.ref().substring(Sources.UPLOAD.length()), data.name());
        }
      }
      throw new IllegalArgumentException(message, e);
    }
  }

  /**
   * Deletes what a run in progress on another thread has written and keeps it from writing more.
   */
  public void abandon() {
    ArtifactFolder folder = current;
    if (folder != null) {
      folder.abandon();
    }
  }

  private final class Context implements Run {
    private final ArtifactFolder folder;
    private final RandomGenerator random;
    private final Map<String, Manifest.Data> data = new LinkedHashMap<>();

    Context(ArtifactFolder folder, long seed) {
      this.folder = folder;
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    List<Manifest.Data> data() {
      return List.copyOf(data.values());
    }

    @Override
    public RandomGenerator random() {
      return random;
    }

    @Override
    public InputStream open(Source source) throws IOException {
      if (source.ref().equals("-")) {
        return sources.open(source);
      }
      note(source, sources.path(source));
      return sources.open(source);
    }

    @Override
    public Path local(Source source) throws IOException {
      Path path = sources.path(source);
      note(source, path);
      return path;
    }

    private void note(Source source, Path path) throws IOException {
      if (!data.containsKey(source.ref()) && Files.isRegularFile(path)) {
        data.put(
            source.ref(),
            new Manifest.Data(
                source.ref(),
                path.getFileName().toString(),
                Files.size(path),
                Digests.sha256(path)));
      }
    }

    @Override
    public OutputStream create(String artifact) throws IOException {
      return folder.create(artifact);
    }

    @Override
    public void progress(double fraction, String stage) {
      if (listener.stopped()) {
        throw new CancellationException("stopped");
      }
      listener.progress(Math.clamp(fraction, 0, 1), stage);
    }

    @Override
    public void point(String series, double x, double y) {
      listener.point(series, x, y);
    }
  }
}
