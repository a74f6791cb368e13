package offprint.server.hub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import offprint.server.feed.Period;
import offprint.server.web.Problem;

/**
 * Where a reader who follows {@code rel="next"} is. A list goes from the newest day back; the
 * cursor names the day reached and the papers already given of it, so papers that arrive or change
 * places meanwhile make nothing come twice or be left out. Where they are too many for an address,
 * it names the last paper and its place instead.
 *
 * @param day the day reached, "" at the start
 * @param seen papers already given of it; empty where {@code last} counts
 * @param last the last paper given, its place in {@code lastPlace}
 */
record DayCursor(String day, TreeSet<Long> seen, long last, int lastPlace) {
  static final DayCursor START = new DayCursor("", new TreeSet<>(), 0, 0);
  private static final int LONGEST = 3_000;

  boolean isStart() {
    return day.isEmpty();
  }

  /** The cursor after {@code given}, the non-empty page that followed this cursor. */
  DayCursor after(List<HubTable.Ref> given) {
    HubTable.Ref end = given.getLast();
    TreeSet<Long> papers = new TreeSet<>();
    if (end.day().equals(day)) {
      papers.addAll(seen);
    }
    given.stream().filter(r -> r.day().equals(end.day())).forEach(r -> papers.add(r.paper()));
    DayCursor whole = new DayCursor(end.day(), papers, end.paper(), end.place());
    boolean begun = end.day().equals(day) && seen.isEmpty();
    return begun || whole.encode().length() > LONGEST
        ? new DayCursor(end.day(), new TreeSet<>(), end.paper(), end.place())
        : whole;
  }

  String encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(day.getBytes(StandardCharsets.US_ASCII));
    out.write(seen.isEmpty() ? 1 : 0);
    if (seen.isEmpty()) {
      write(out, lastPlace);
      write(out, last);
    }
    long before = 0;
    for (long id : seen) {
      write(out, id - before);
      before = id;
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  /** Variable-length integer: seven bits a byte, lowest first. */
  private static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((int) (rest | 0x80));
    }
    out.write((int) rest);
  }

  /**
   * @throws IllegalArgumentException if it is not a cursor
   */
  static DayCursor decode(String text) {
    ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
    if (in.remaining() < 12) {
      throw new IllegalArgumentException("too short");
    }
    byte[] name = new byte[10];
    in.get(name);
    String day = new String(name, StandardCharsets.US_ASCII);
    try {
      Period.parseDay(day);
    } catch (Problem e) {
      throw new IllegalArgumentException(e);
    }
    if (in.get() == 1) {
      int place = (int) read(in);
      return new DayCursor(day, new TreeSet<>(), read(in), place);
    }
    TreeSet<Long> seen = new TreeSet<>();
    for (long id = 0; in.hasRemaining(); ) {
      id += read(in);
      seen.add(id);
    }
    return new DayCursor(day, seen, 0, 0);
  }

  private static long read(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; in.hasRemaining() && shift < 63; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("broken off");
  }
}
