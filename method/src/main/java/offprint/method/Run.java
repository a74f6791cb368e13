package offprint.method;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.random.RandomGenerator;

/**
 * What a running method sees of the world. Not thread-safe, except {@link #progress} and {@link
 * #point}.
 */
public interface Run {
  /**
   * The only randomness of a method: equal seed, equal sequence. Seed torch and parallel streams
   * from it.
   */
  RandomGenerator random();

  /**
   * Opens input for reading; the caller closes it.
   *
   * @throws IllegalArgumentException if there is no such data
   */
  InputStream open(Source source) throws IOException;

  /** As {@link #open}, for input that is memory-mapped or is a folder. */
  Path local(Source source) throws IOException;

  /**
   * Starts a file the reader takes away. It appears under its name only when closed and the run has
   * succeeded; nothing half-written stays behind.
   *
   * @param artifact file name: letters, digits, dot, hyphen and underscore
   * @throws IllegalArgumentException if the name is not allowed or already taken
   */
  OutputStream create(String artifact) throws IOException;

  /**
   * Reports how far the run is. Call it at least every 0.5 s: it is also where a stop takes effect.
   *
   * @param fraction in [0, 1]
   * @param stage what is being done now, e.g. "epoch 3 of 10"
   * @throws CancellationException once the reader stopped the run
   */
  void progress(double fraction, String stage);

  /** Adds a point to a live curve: loss, entropy, bits per pixel. */
  void point(String series, double x, double y);
}
