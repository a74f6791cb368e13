package offprint.server.vector;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sentence vectors of texts outside the database, kept in a file, so that none is made twice. The
 * file holds records of equal length: the digest of a text (16 bytes) and its vector as 2-byte
 * floats. Not for several processes at once.
 */
public final class VectorFile implements AutoCloseable {
  private static final int DIGEST = 16;

  private final SentenceModel model;
  private final FileChannel file;
  private final Map<ByteBuffer, byte[]> known = new HashMap<>();

  private VectorFile(SentenceModel model, FileChannel file) {
    this.model = model;
    this.file = file;
  }

  /**
   * @param folder where the file of this model stands or will stand
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

  /** A record that was not written to its end is written again. */
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
    file.position(records * recordLength());
  }

  private void remember(byte[] record) {
    known.put(
        ByteBuffer.wrap(Arrays.copyOf(record, DIGEST)),
        Arrays.copyOfRange(record, DIGEST, record.length));
  }

  /** A text with a title, as papers are before the model. */
  public record Titled(String title, String text) {}

  /** Vectors of texts; those not in the file are made on all processors. [texts, dimension] */
  public float[][] documents(List<Titled> texts) throws IOException {
    List<String> whole =
        texts.stream().map(each -> Supply.text(each.title(), each.text())).toList();
    List<ByteBuffer> digests = whole.stream().map(VectorFile::digest).toList();
    byte[][] vectors =
        IntStream.range(0, whole.size())
            .parallel()
            .mapToObj(i -> vector(digests.get(i), whole.get(i)))
            .toArray(byte[][]::new);
    float[][] result = new float[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      if (!known.containsKey(digests.get(i))) {
        write(digests.get(i), vectors[i]);
      }
      result[i] = HalfFloats.read(vectors[i]);
    }
    return result;
  }

  private byte[] vector(ByteBuffer digest, String text) {
    byte @Nullable [] kept = known.get(digest);
    return kept != null ? kept : HalfFloats.write(model.documents(List.of(text))[0]);
  }

  private static ByteBuffer digest(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(Supply.digest(text)));
  }

  private void write(ByteBuffer digest, byte[] vector) throws IOException {
    ByteBuffer record = ByteBuffer.allocate(recordLength()).put(digest.duplicate()).put(vector);
    record.flip();
    while (record.hasRemaining()) {
      file.write(record);
    }
    known.put(digest, vector);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
