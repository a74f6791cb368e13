package offprint.kernels.table;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * Different texts, numbered 0, 1, 2 … in order of first appearance. They lie one behind the other
 * in a single array, found again by a hash table with open addressing: about 2 bytes a character
 * and 12 to 20 bytes a text.
 */
final class Dictionary {
  private char[] text = new char[64];
  private int[] end = new int[8];
  private int[] slot = new int[16];
  private int size;

  /** Number of the text {@code from[offset] … from[offset + length - 1]}; a new one is taken in. */
  int code(char[] from, int offset, int length) {
    int place = place(hash(from, offset, length), from, offset, length);
    if (slot[place] > 0) {
      return slot[place] - 1;
    }
    int start = start(size);
    ensure(Math.addExact(start, length));
    System.arraycopy(from, offset, text, start, length);
    end[size++] = start + length;
    slot[place] = size;
    if (2L * size > slot.length) {
      rehash();
    }
    return size - 1;
  }

  int code(String value) {
    return code(value.toCharArray(), 0, value.length());
  }

  int size() {
    return size;
  }

  /** The text of a number, as a new string. */
  String value(int code) {
    int start = start(code);
    return new String(text, start, end[code] - start);
  }

  /** All texts by number; a view. */
  List<String> values() {
    return new AbstractList<>() {
      @Override
      public String get(int code) {
        return value(code);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** Gives back what was kept for growth; nothing new is taken in after it. */
  void trim() {
    text = Arrays.copyOf(text, start(size));
    end = Arrays.copyOf(end, size);
    slot = new int[0];
  }

  private int start(int code) {
    return code == 0 ? 0 : end[code - 1];
  }

  private void ensure(int characters) {
    if (characters > text.length) {
      text = Arrays.copyOf(text, grown(text.length, characters));
    }
    if (size == end.length) {
      end = Arrays.copyOf(end, grown(size, size + 1));
    }
  }

  private static int grown(int length, int least) {
    return (int) Math.max(least, Math.min(Integer.MAX_VALUE - 8L, length + (length >> 1) + 8L));
  }

  private int place(int hash, char[] from, int offset, int length) {
    int mask = slot.length - 1;
    int place = hash & mask;
    while (slot[place] > 0 && !holds(slot[place] - 1, from, offset, length)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private boolean holds(int code, char[] from, int offset, int length) {
    return Arrays.equals(text, start(code), end[code], from, offset, offset + length);
  }

  private void rehash() {
    slot = new int[2 * slot.length];
    int mask = slot.length - 1;
    for (int code = 0; code < size; code++) {
      int start = start(code);
      int place = hash(text, start, end[code] - start) & mask;
      while (slot[place] > 0) {
        place = (place + 1) & mask;
      }
      slot[place] = code + 1;
    }
  }

  private static int hash(char[] from, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + from[i];
    }
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
