package offprint.server.digest;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * A compact set of row numbers: ascending differences as variable-length integers of seven-bit
 * groups, least significant first. About two bytes a paper.
 */
final class PaperSet {
  private final TreeSet<Long> papers = new TreeSet<>();

  static PaperSet unpack(byte[] bytes) {
    PaperSet set = new PaperSet();
    long paper = 0;
    long step = 0;
    int shift = 0;
    for (byte b : bytes) {
      step |= (long) (b & 0x7f) << shift;
      shift += 7;
      if (b >= 0) {
        paper += step;
        set.papers.add(paper);
        step = 0;
        shift = 0;
      }
    }
    if (shift != 0) {
      throw new IllegalArgumentException("the packed papers end too early: " + bytes.length);
    }
    return set;
  }

  byte[] pack() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(papers.size() * 2 + 2);
    long before = 0;
    for (long paper : papers) {
      long step = paper - before;
      while (step > 0x7f) {
        bytes.write((int) ((step & 0x7f) | 0x80));
        step >>>= 7;
      }
      bytes.write((int) step);
      before = paper;
    }
    return bytes.toByteArray();
  }

  boolean has(long paper) {
    return papers.contains(paper);
  }

  void addAll(Collection<Long> more) {
    papers.addAll(more);
  }

  void removeAll(Collection<Long> less) {
    less.forEach(papers::remove);
  }

  @Override
  public String toString() {
    return Arrays.toString(papers.toArray());
  }
}
