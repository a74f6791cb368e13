package offprint.server.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.springframework.stereotype.Component;

/**
 * Compresses answers (RFC 1952) in a third of the default level's time for a tenth more bytes.
 * Buffers are reused.
 */
@Component
public final class Gzip {
  private static final int LEVEL = 2;
  private static final int BUFFER = 1 << 15;
  private static final int LARGEST_KEPT = 1 << 20;
  private static final Pattern REFUSED =
      Pattern.compile("gzip\\s*;\\s*[qQ]=0(?:\\.0*)?\\s*(?:,|$)");
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final BlockingQueue<Work> idle =
      new ArrayBlockingQueue<>(4 * Runtime.getRuntime().availableProcessors());

  /** Buffers of one compression. */
  private static final class Work {
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final CRC32 sum = new CRC32();
    private byte[] bytes = new byte[BUFFER];
    private int length;
    private int plain;

    void begin() {
      deflater.reset();
      sum.reset();
      System.arraycopy(HEADER, 0, bytes, 0, HEADER.length);
      length = HEADER.length;
      plain = 0;
    }

    void add(byte[] more, int from, int count) {
      sum.update(more, from, count);
      plain += count;
      deflater.setInput(more, from, count);
      while (!deflater.needsInput()) {
        deflate();
      }
    }

    private void deflate() {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      length += deflater.deflate(bytes, length, bytes.length - length);
    }

    byte[] end() {
      deflater.finish();
      while (!deflater.finished()) {
        deflate();
      }
      byte[] whole = Arrays.copyOf(bytes, length + 2 * Integer.BYTES);
      put((int) sum.getValue(), whole, length);
      put(plain, whole, length + Integer.BYTES);
      return whole;
    }

    private static void put(int value, byte[] to, int at) {
      for (int i = 0; i < Integer.BYTES; i++) {
        to[at + i] = (byte) (value >>> (8 * i));
      }
    }
  }

  /** A stream to be compressed. Closing it returns its buffers. */
  public final class Output extends OutputStream {
    private final Work work;
    private boolean closed;

    private Output(Work work) {
      this.work = work;
      work.begin();
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (closed) {
        throw new IOException("the answer is closed");
      }
      work.add(bytes, from, count);
    }

    /** Discards what was written. */
    public void restart() {
      work.begin();
    }

    /** Bytes written. */
    public int size() {
      return work.plain;
    }

    /** Everything written, compressed; ends the stream. */
    public byte[] end() {
      return work.end();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        if (work.bytes.length > LARGEST_KEPT || !idle.offer(work)) {
          work.deflater.end();
        }
      }
    }
  }

  /** Whether the client accepts gzip. */
  public static boolean isAccepted(HttpServletRequest request) {
    String accepted = request.getHeader("Accept-Encoding");
    return accepted != null && accepted.contains("gzip") && !REFUSED.matcher(accepted).find();
  }

  public Output output() {
    Work known = idle.poll();
    return new Output(known == null ? new Work() : known);
  }

  public byte[] of(byte[] plain) {
    try (Output out = output()) {
      out.work.add(plain, 0, plain.length);
      return out.end();
    }
  }
}
