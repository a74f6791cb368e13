package offprint.server.vector;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of sentence vectors of texts outside the database. Its records have equal length: the
 * digest of a text (16 bytes) and its vector as 2-byte floats. Several processes may append to it;
 * records of others are seen after the next start.
 */
public final class VectorFile implements AutoCloseable {
  private static final int DIGEST = 16;

  private final SentenceModel model;
  private final FileChannel file;
  private final Map<String, byte[]> known = new HashMap<>(); // by digest

  private VectorFile(SentenceModel model, FileChannel file) {
    this.model = model;
    this.file = file;
  }

  /**
   * @param folder folder of the file
   */
  public static VectorFile open(Path folder, SentenceModel model) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(model.name() + ".vectors"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    VectorFile vectors = new VectorFile(model, channel);
    try {
      vectors.read();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return vectors;
  }

  private int recordLength() {
    return DIGEST + model.dimension() * Short.BYTES;
  }

  /** Reads all complete records; a partial one at the end is overwritten. */
  private void read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(recordLength());
    long records = file.size() / recordLength();
    for (long i = 0; i < records; i++) {
      buffer.clear();
      while (buffer.hasRemaining()) {
        if (file.read(buffer) < 0) {
          throw new EOFException("the file of vectors became shorter");
        }
      }
      remember(buffer.array());
    }
  }

  private void remember(byte[] record) {
    known.put(
        HexFormat.of().formatHex(record, 0, DIGEST),
        Arrays.copyOfRange(record, DIGEST, record.length));
  }

  /** A text with its title. */
  public record Titled(String title, String text) {}

  /** Vectors stored elsewhere. */
  public interface Stored {
    Stored NONE = _ -> Map.of();

    /** The stored vectors by the digest of their text. */
    Map<String, byte[]> of(Collection<String> digests);
  }

  /**
   * Vectors of texts; missing ones are computed on all processors and stored. [texts, dimension]
   *
   * @param stop polled before each computation
   * @throws CancellationException if stopped; computed vectors are kept
   */
  public float[][] documents(List<Titled> texts, Stored stored, BooleanSupplier stop)
      throws IOException {
    List<String> whole =
        texts.stream().map(each -> VectorBackfill.text(each.title(), each.text())).toList();
    List<String> digests = whole.stream().map(VectorBackfill::digest).toList();
    Map<String, byte[]> elsewhere =
        stored.of(digests.stream().filter(digest -> !known.containsKey(digest)).toList());
    byte[][] vectors =
        IntStream.range(0, whole.size())
            .parallel()
            .mapToObj(i -> vector(digests.get(i), whole.get(i), elsewhere, stop))
            .toArray(byte[][]::new);
    keep(digests, vectors, elsewhere);
    float[][] result = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      if (vectors[i].length == 0) {
        throw new CancellationException();
      }
      result[i] = HalfFloats.read(vectors[i]);
    }
    return result;
  }

  private byte[] vector(
      String digest, String text, Map<String, byte[]> elsewhere, BooleanSupplier stop) {
    byte @Nullable [] kept = known.containsKey(digest) ? known.get(digest) : elsewhere.get(digest);
    if (kept != null) {
      return kept;
    }
    return stop.getAsBoolean() ? new byte[0] : HalfFloats.write(model.documents(List.of(text))[0]);
  }

  /** Appends new records after the last complete one, in one write. */
  private void keep(List<String> digests, byte[][] vectors, Map<String, byte[]> elsewhere)
      throws IOException {
    ByteBuffer records = ByteBuffer.allocate(vectors.length * recordLength());
    for (int i = 0; i < vectors.length; i++) {
      String digest = digests.get(i);
      if (vectors[i].length > 0
          && !elsewhere.containsKey(digest)
          && known.putIfAbsent(digest, vectors[i]) == null) {
        records.put(HexFormat.of().parseHex(digest)).put(vectors[i]);
      }
    }
    if (records.flip().hasRemaining()) {
      try (FileLock _ = file.lock()) {
        file.position(file.size() / recordLength() * recordLength());
        while (records.hasRemaining()) {
          file.write(records);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
