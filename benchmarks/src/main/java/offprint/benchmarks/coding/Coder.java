package offprint.benchmarks.coding;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.SplittableRandom;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.coding.RansDecoder;
import offprint.kernels.coding.RansEncoder;

/**
 * Codes symbols drawn from Gaussian tables and reads them back: {@code FOLDER SYMBOLS ROUNDS}. Once
 * with a table of its own, of the first 40, for each symbol ("mixed"), once with table 20 for all
 * ("one"). Prints kind, nanoseconds of processor time a symbol to encode and to decode (the least
 * of the rounds), and bytes. For other coders it leaves in the folder {@code tables.bin} (for each
 * of 64 tables its number of symbols n and n + 1 cumulative frequencies), {@code mixed.bin} and
 * {@code one.bin} (table, symbol), all as little-endian 32-bit numbers.
 */
public final class Coder {
  private static final int MIXED = 40;
  private static final int ONE = 20;

  private final GaussianTables tables = new GaussianTables();
  private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();

  private Coder() {}

  public static void main(String[] args) throws IOException {
    Coder coder = new Coder();
    Path folder = Path.of(args[0]);
    int symbols = Integer.parseInt(args[1]);
    int rounds = Integer.parseInt(args[2]);
    coder.writeTables(folder.resolve("tables.bin"));
    SplittableRandom random = new SplittableRandom(1);
    for (String kind : new String[] {"mixed", "one"}) {
      int[] indices = new int[symbols];
      int[] values = new int[symbols];
      for (int i = 0; i < symbols; i++) {
        indices[i] = kind.equals("mixed") ? random.nextInt(MIXED) : ONE;
        values[i] = draw(coder.tables.get(indices[i]), random);
      }
      coder.writeSymbols(folder.resolve(kind + ".bin"), indices, values);
      coder.race(kind, indices, values, rounds);
    }
  }

  /** A value with a symbol of its own; its probability is its share of the table. */
  private static int draw(FrequencyTable table, SplittableRandom random) {
    int escape = table.symbols() - 1;
    int slot = random.nextInt(table.cumulative(escape));
    int symbol = 0;
    while (table.cumulative(symbol + 1) <= slot) {
      symbol++;
    }
    return table.low() + symbol;
  }

  private void race(String kind, int[] indices, int[] values, int rounds) {
    double encode = Double.POSITIVE_INFINITY;
    double decode = Double.POSITIVE_INFINITY;
    int bytes = 0;
    RansEncoder encoder = new RansEncoder();
    for (int round = 0; round < rounds; round++) {
      long begun = thread.getCurrentThreadCpuTime();
      for (int i = 0; i < values.length; i++) {
        encoder.put(tables.get(indices[i]), values[i]);
      }
      byte[] stream = encoder.finish();
      long half = thread.getCurrentThreadCpuTime();
      RansDecoder decoder = new RansDecoder(stream);
      int wrong = 0;
      for (int i = 0; i < values.length; i++) {
        wrong += decoder.get(tables.get(indices[i])) == values[i] ? 0 : 1;
      }
      decoder.end();
      long ended = thread.getCurrentThreadCpuTime();
      if (wrong > 0) {
        throw new IllegalStateException(wrong + " symbols differ after decoding");
      }
      encode = Math.min(encode, (half - begun) / (double) values.length);
      decode = Math.min(decode, (ended - half) / (double) values.length);
      bytes = stream.length;
    }
    System.out.println(String.format(Locale.ROOT, "%s %.3f %.3f %d", kind, encode, decode, bytes));
  }

  private void writeTables(Path file) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < GaussianTables.SCALES; i++) {
      FrequencyTable table = tables.get(i);
      out.putInt(table.symbols());
      for (int j = 0; j <= table.symbols(); j++) {
        out.putInt(table.cumulative(j));
      }
    }
    write(file, out);
  }

  private void writeSymbols(Path file, int[] indices, int[] values) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      out.putInt(indices[i]).putInt(values[i] - tables.get(indices[i]).low());
    }
    write(file, out);
  }

  private static void write(Path file, ByteBuffer bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      bytes.flip();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    }
  }
}
