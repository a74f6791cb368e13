package offprint.kernels.table;

import java.util.Arrays;

/** A growing list of numbers from 0 on, in one, two or four bytes each as the largest wants. */
final class Codes {
  private byte[] bytes = new byte[64];
  private char[] chars = {};
  private int[] ints = {};
  private int width = 1;
  private int size;

  void add(int code) {
    int needed = code <= 0xFF ? 1 : code <= 0xFFFF ? 2 : 4;
    if (needed > width) {
      widen(needed);
    }
    if (size == capacity()) {
      resize(Math.max(64, Math.addExact(size, size >> 1)));
    }
    switch (width) {
      case 1 -> bytes[size++] = (byte) code;
      case 2 -> chars[size++] = (char) code;
      default -> ints[size++] = code;
    }
  }

  int get(int index) {
    return switch (width) {
      case 1 -> bytes[index] & 0xFF;
      case 2 -> chars[index];
      default -> ints[index];
    };
  }

  int size() {
    return size;
  }

  /** A new array of all. */
  int[] toArray() {
    int[] all = new int[size];
    Arrays.setAll(all, this::get);
    return all;
  }

  void trim() {
    resize(size);
  }

  private int capacity() {
    return width == 1 ? bytes.length : width == 2 ? chars.length : ints.length;
  }

  private void resize(int capacity) {
    switch (width) {
      case 1 -> bytes = Arrays.copyOf(bytes, capacity);
      case 2 -> chars = Arrays.copyOf(chars, capacity);
      default -> ints = Arrays.copyOf(ints, capacity);
    }
  }

  private void widen(int to) {
    if (to == 4) {
      ints = Arrays.copyOf(toArray(), Math.max(64, capacity()));
      chars = new char[0];
    } else {
      chars = new char[Math.max(64, capacity())];
      for (int i = 0; i < size; i++) {
        chars[i] = (char) get(i);
      }
    }
    bytes = new byte[0];
    width = to;
  }
}
