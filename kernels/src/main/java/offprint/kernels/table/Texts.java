package offprint.kernels.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Different texts in UTF-8, numbered 0, 1, 2 … in order of first appearance. They lie one behind
 * the other in a single array and are found by a hash table with open addressing.
 */
final class Texts {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] text = new byte[64];
  private int[] end = new int[8];
  private int[] slot = new int[16];
  private int size;

  /** Number of the text {@code from[start] … from[to - 1]}; a new text gets the next number. */
  int code(byte[] from, int start, int to) {
    int mask = slot.length - 1;
    int place = hash(from, start, to) & mask;
    while (slot[place] > 0) {
      int code = slot[place] - 1;
      if (Arrays.equals(text, start(code), end[code], from, start, to)) {
        return code;
      }
      place = (place + 1) & mask;
    }
    append(from, start, to);
    slot[place] = size;
    if (2L * size > slot.length) {
      rehash();
    }
    return size - 1;
  }

  int size() {
    return size;
  }

  /** Bytes of all texts together. */
  int bytes() {
    return start(size);
  }

  void locate(int code, Slice slice) {
    slice.set(text, start(code), end[code]);
  }

  /** Releases what was kept for growth; no new text may follow. */
  void trim() {
    text = Arrays.copyOf(text, start(size));
    end = Arrays.copyOf(end, size);
    slot = new int[0];
  }

  private void append(byte[] from, int start, int to) {
    int at = start(size);
    int needed = Math.addExact(at, to - start);
    if (needed > text.length) {
      text = Arrays.copyOf(text, grown(text.length, needed));
    }
    if (size == end.length) {
      end = Arrays.copyOf(end, grown(size, size + 1));
    }
    System.arraycopy(from, start, text, at, to - start);
    end[size++] = needed;
  }

  private int start(int code) {
    return code == 0 ? 0 : end[code - 1];
  }

  private static int grown(int length, int least) {
    return (int) Math.max(least, Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 8L));
  }

  private void rehash() {
    slot = new int[2 * slot.length];
    int mask = slot.length - 1;
    for (int code = 0; code < size; code++) {
      int place = hash(text, start(code), end[code]) & mask;
      while (slot[place] > 0) {
        place = (place + 1) & mask;
      }
      slot[place] = code + 1;
    }
  }

  private static int hash(byte[] from, int start, int to) {
    long hash = (long) to - start;
    int i = start;
    for (; i + 8 <= to; i += 8) {
      hash = (hash ^ (long) WORD.get(from, i)) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    for (; i < to; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32);
  }
}
