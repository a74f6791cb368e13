package offprint.kernels.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts of one column, row by row, in UTF-8.
 *
 * <p>As long as texts repeat they are kept once each, with a number per row ("coded"). A column
 * whose texts are mostly different, such as measured numbers, goes over to pages of plain text.
 */
public final class Cells {
  private static final int PAGE_BITS = 12;
  private static final int PAGE_ROWS = 1 << PAGE_BITS;

  /** From this many different texts on, a column may stop being coded. */
  private static final int MANY_TEXTS = 1 << 16;

  private static final int MOST_CODED_BYTES = 1 << 29;

  private Texts texts = new Texts();
  private final List<Page> pages = new ArrayList<>();
  private final boolean alwaysCoded;
  private Codes codes = new Codes();
  private boolean coded = true;
  private int size;

  public Cells() {
    this(false);
  }

  private Cells(boolean alwaysCoded) {
    this.alwaysCoded = alwaysCoded;
  }

  /** Appends the UTF-8 text {@code from[start] … from[end - 1]}. */
  public void add(byte[] from, int start, int end) {
    if (coded) {
      codes.add(texts.code(from, start, end));
      if (texts.size() > MANY_TEXTS
          && !alwaysCoded
          && (texts.size() > (size >> 2) || texts.bytes() > MOST_CODED_BYTES)) {
        spread();
      }
    } else {
      append(from, start, end);
    }
    size++;
  }

  /** Appends a text. */
  public void add(String text) {
    Slice slice = Slice.of(text);
    add(slice.bytes, slice.from, slice.to);
  }

  public int rows() {
    return size;
  }

  public String text(int row) {
    Slice slice = new Slice();
    locate(entry(row), slice);
    return slice.toString();
  }

  /** True if no row has a text but blanks. */
  public boolean onlyBlank() {
    Slice slice = new Slice();
    for (int e = 0; e < entries(); e++) {
      locate(e, slice);
      if (slice.strip().length() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Releases what was kept for growth; no text may be added afterwards. */
  void trim() {
    if (coded) {
      texts.trim();
      codes.trim();
    } else if (!pages.isEmpty()) {
      pages.getLast().trim();
    }
  }

  /** Count of stored texts: the different ones of a coded column, otherwise one for each row. */
  int entries() {
    return coded ? texts.size() : size;
  }

  /** Index of the stored text of a row. */
  int entry(int row) {
    return coded ? codes.get(row) : row;
  }

  /** The first row with a stored text. */
  int firstRow(int entry) {
    int row = coded ? 0 : entry;
    while (entry(row) != entry) {
      row++;
    }
    return row;
  }

  void locate(int entry, Slice slice) {
    if (coded) {
      texts.locate(entry, slice);
    } else {
      pages.get(entry >>> PAGE_BITS).locate(entry & (PAGE_ROWS - 1), slice);
    }
  }

  boolean isCoded() {
    return coded;
  }

  /** The same column, coded; this one where it is coded already. */
  Cells toCoded() {
    if (coded) {
      return this;
    }
    Cells copy = new Cells(true);
    Slice slice = new Slice();
    for (int row = 0; row < size; row++) {
      locate(row, slice);
      copy.add(slice.bytes, slice.from, slice.to);
    }
    copy.trim();
    return copy;
  }

  /** Goes over from codes to pages. */
  private void spread() {
    Slice slice = new Slice();
    for (int row = 0; row <= size; row++) {
      texts.locate(codes.get(row), slice);
      append(slice.bytes, slice.from, slice.to);
    }
    coded = false;
    codes = new Codes();
    texts = new Texts();
  }

  private void append(byte[] from, int start, int end) {
    if (pages.isEmpty() || pages.getLast().count == PAGE_ROWS) {
      pages.add(new Page());
    }
    pages.getLast().add(from, start, end);
  }

  /** Texts of up to 4,096 rows, one behind the other. */
  private static final class Page {
    private byte[] text = new byte[8 * PAGE_ROWS];
    private int[] end = new int[PAGE_ROWS];
    private int count;

    void add(byte[] from, int start, int to) {
      int at = count == 0 ? 0 : end[count - 1];
      int needed = Math.addExact(at, to - start);
      if (needed > text.length) {
        text = Arrays.copyOf(text, Math.max(needed, text.length + (text.length >> 1)));
      }
      System.arraycopy(from, start, text, at, to - start);
      end[count++] = needed;
      if (count == PAGE_ROWS) {
        trim();
      }
    }

    void locate(int index, Slice slice) {
      slice.set(text, index == 0 ? 0 : end[index - 1], end[index]);
    }

    void trim() {
      text = Arrays.copyOf(text, count == 0 ? 0 : end[count - 1]);
      end = Arrays.copyOf(end, count);
    }
  }
}
