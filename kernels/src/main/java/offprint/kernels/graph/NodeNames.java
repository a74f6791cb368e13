package offprint.kernels.graph;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Node ids as written in a file, any UTF-8 text, numbered 0, 1, 2 … A hash table over one byte
 * array: no object per name, so a million names cost about 30 MB.
 */
public final class NodeNames {
  private byte[] text = new byte[1 << 12];
  private int[] end = new int[1 << 8];
  private int[] slot = new int[1 << 10];
  private int size;

  /** Names in order. */
  public static NodeNames of(List<String> names) {
    NodeNames all = new NodeNames();
    try {
      for (String name : names) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        all.intern(bytes, 0, bytes.length);
      }
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("encoded text decodes", e);
    }
    return all;
  }

  public int size() {
    return size;
  }

  public String name(int node) {
    int from = begin(node);
    return new String(text, from, end[node] - from, StandardCharsets.UTF_8);
  }

  /** The number of a name, or -1. */
  public int find(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return slot[place(bytes, 0, bytes.length)] - 1;
  }

  /**
   * The number of a name, a new one if it is met for the first time.
   *
   * @throws CharacterCodingException if a new name is not UTF-8
   * @throws IllegalArgumentException if all names together exceed 2 GB
   */
  int intern(byte[] bytes, int from, int to) throws CharacterCodingException {
    int place = place(bytes, from, to);
    if (slot[place] > 0) {
      return slot[place] - 1;
    }
    requireUtf8(bytes, from, to);
    int used = begin(size);
    long need = (long) used + to - from;
    if (need > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("all node ids together must be shorter than 2 GB");
    }
    if (need > text.length) {
      text = Arrays.copyOf(text, (int) Math.min(Integer.MAX_VALUE - 64, 2 * need));
    }
    if (size == end.length) {
      end = Arrays.copyOf(end, 2 * size);
    }
    System.arraycopy(bytes, from, text, used, to - from);
    end[size++] = (int) need;
    slot[place] = size;
    if (2 * size > slot.length) {
      rehash();
    }
    return size - 1;
  }

  private int begin(int node) {
    return node == 0 ? 0 : end[node - 1];
  }

  private int place(byte[] bytes, int from, int to) {
    int mask = slot.length - 1;
    int place = hash(bytes, from, to) & mask;
    while (slot[place] > 0) {
      int node = slot[place] - 1;
      if (Arrays.equals(text, begin(node), end[node], bytes, from, to)) {
        break;
      }
      place = (place + 1) & mask;
    }
    return place;
  }

  private static int hash(byte[] bytes, int from, int to) {
    long h = 0x9E3779B97F4A7C15L;
    for (int i = from; i < to; i++) {
      h = (h ^ bytes[i]) * 0x100000001B3L;
    }
    h ^= h >>> 29;
    h *= 0xBF58476D1CE4E5B9L;
    return (int) (h >>> 32);
  }

  private void rehash() {
    slot = new int[2 * slot.length];
    for (int node = 0; node < size; node++) {
      slot[place(text, begin(node), end[node])] = node + 1;
    }
  }

  private static void requireUtf8(byte[] bytes, int from, int to) throws CharacterCodingException {
    boolean ascii = true;
    for (int i = from; i < to; i++) {
      ascii &= bytes[i] >= 0;
    }
    if (!ascii) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
    }
  }

  /**
   * For each node its place in the order of the whole numbers that the names are, or in the order
   * of first appearance where a name is none [nodes].
   */
  int[] numericOrder() {
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    long[] value = new long[size];
    for (int i = 0; i < size; i++) {
      int from = begin(i);
      if (!isInteger(text, from, end[i])) {
        return order;
      }
      value[i] = Long.parseLong(name(i));
    }
    long[] sorted = value.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < size; i++) {
      order[i] = Arrays.binarySearch(sorted, value[i]);
    }
    return order;
  }

  /** True if the name is not a whole number. */
  boolean isWord(int node) {
    return !isInteger(text, begin(node), end[node]);
  }

  /** Whole numbers as written without sign or leading zeros, up to 18 digits. */
  static boolean isInteger(byte[] bytes, int from, int to) {
    if (to - from < 1 || to - from > 18 || (bytes[from] == '0' && to - from > 1)) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  /** The names of the nodes {@code keep}, renumbered in their order. */
  public NodeNames select(int[] keep) {
    NodeNames names = new NodeNames();
    try {
      for (int node : keep) {
        names.intern(text, begin(node), end[node]);
      }
    } catch (CharacterCodingException e) {
      throw new IllegalStateException("names were checked when they came", e);
    }
    return names;
  }
}
