package offprint.kernels.lattice;

/**
 * Numbers values 0, 1, 2 … in order of first appearance: a plain table where the range of values is
 * small, else a hash table with open addressing.
 */
final class Recoder {
  private final boolean direct;
  private long[] keys;
  private int[] slot;
  private int codes;

  /** For any values, about {@code expected} of them. */
  Recoder(int expected) {
    this(false, Integer.highestOneBit(Math.max(8, Math.min(expected, 1 << 28))) << 2);
  }

  private Recoder(boolean direct, int size) {
    this.direct = direct;
    this.slot = new int[size];
    this.keys = direct ? new long[0] : new long[size];
  }

  /** For values 0 … rows * columns - 1, {@code expected} of them at most. */
  static Recoder ofPairs(int expected, int rows, int columns) {
    long range = (long) rows * columns;
    return range <= Math.max(1 << 16, 4L * expected)
        ? new Recoder(true, (int) range)
        : new Recoder(Math.min(expected, 1 << 16));
  }

  int code(long value) {
    if (direct) {
      int known = slot[(int) value];
      return known > 0 ? known - 1 : (slot[(int) value] = ++codes) - 1;
    }
    int place = place(value);
    if (slot[place] == 0) {
      keys[place] = value;
      slot[place] = ++codes;
      if (2 * codes > slot.length) {
        grow();
        return codes - 1;
      }
    }
    return slot[place] - 1;
  }

  int codes() {
    return codes;
  }

  private int place(long value) {
    long h = value * 0x9E3779B97F4A7C15L;
    h ^= h >>> 32;
    int mask = slot.length - 1;
    int place = (int) h & mask;
    while (slot[place] != 0 && keys[place] != value) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSlot = slot;
    keys = new long[2 * oldKeys.length];
    slot = new int[2 * oldSlot.length];
    for (int i = 0; i < oldSlot.length; i++) {
      if (oldSlot[i] != 0) {
        int place = place(oldKeys[i]);
        keys[place] = oldKeys[i];
        slot[place] = oldSlot[i];
      }
    }
  }
}
