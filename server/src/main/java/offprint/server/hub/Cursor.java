package offprint.server.hub;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Where a reader who follows {@code rel="next"} is. A list goes from the newest day back; the
 * cursor names the day reached and the papers already given of it, so papers that arrive or change
 * places meanwhile make nothing come twice or be left out.
 *
 * @param day the day reached; "" in a list without days
 * @param seen papers already given of it
 */
record Cursor(String day, TreeSet<Long> seen) {
  /** More would not fit into an address. */
  static final int GREATEST = 3_000;

  /** The cursor after {@code given}, which came after this one. */
  static Cursor after(Cursor before, Collection<HubTable.Ref> given) {
    String day = before.day();
    TreeSet<Long> seen = new TreeSet<>(before.seen());
    for (HubTable.Ref ref : given) {
      if (!ref.day().equals(day)) {
        day = ref.day();
        seen.clear();
      }
      seen.add(ref.paper());
    }
    return new Cursor(day, seen);
  }

  /** The same in a list without days. */
  static Cursor afterAll(Cursor before, Collection<HubTable.Ref> given) {
    TreeSet<Long> seen = new TreeSet<>(before.seen());
    given.forEach(ref -> seen.add(ref.paper()));
    return new Cursor("", seen);
  }

  static Cursor start() {
    return new Cursor("", new TreeSet<>());
  }

  boolean isStart() {
    return day.isEmpty() && seen.isEmpty();
  }

  String encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(day.getBytes(StandardCharsets.US_ASCII));
    out.write('~');
    long last = 0;
    for (long id : seen) {
      for (long rest = id - last; ; rest >>>= 7) {
        if (rest < 0x80) {
          out.write((int) rest);
          break;
        }
        out.write((int) ((rest & 0x7f) | 0x80));
      }
      last = id;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /**
   * @throws HubProblem if no server of ours wrote it
   */
  static Cursor decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      int at = 0;
      while (bytes[at] != '~') {
        at++;
      }
      String day = new String(bytes, 0, at, StandardCharsets.US_ASCII);
      TreeSet<Long> seen = new TreeSet<>();
      long last = 0;
      for (at++; at < bytes.length; at++) {
        long gap = 0;
        int shift = 0;
        for (; (bytes[at] & 0x80) != 0; at++, shift += 7) {
          gap |= (bytes[at] & 0x7fL) << shift;
        }
        last += gap | ((long) bytes[at] << shift);
        seen.add(last);
      }
      if (day.isEmpty() || Period.day(day) != null) {
        return new Cursor(day, seen);
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      // said below
    }
    throw HubProblem.invalid(
        "cursor must be one that a Link header gave: got " + HubQuery.shown(text));
  }
}
