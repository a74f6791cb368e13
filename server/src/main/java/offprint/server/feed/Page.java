package offprint.server.feed;

import java.util.ArrayList;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list: by number, or the papers after or before a cursor.
 *
 * @param limit papers on a page
 * @param number from 0; not 0 only without a place
 */
record Page(int limit, int number, @Nullable Cursor after, @Nullable Cursor before) {
  static final int DEFAULT_LIMIT = 50;
  private static final int GREATEST_LIMIT = 200;
  private static final int GREATEST_NUMBER = 100_000;

  static Page first(int limit) {
    return new Page(limit, 0, null, null);
  }

  /**
   * @param after cursor, "" for none
   * @param before the same
   * @throws Problem with every fault
   */
  static Page of(int limit, int number, String after, String before) {
    List<Fault> faults = new ArrayList<>();
    check("limit", limit, 1, GREATEST_LIMIT, faults);
    check("p", number, 0, GREATEST_NUMBER, faults);
    int given = (after.isEmpty() ? 0 : 1) + (before.isEmpty() ? 0 : 1) + (number == 0 ? 0 : 1);
    if (given > 1) {
      faults.add(new Fault("", "at most one of p, after and before may be given"));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    return new Page(
        limit,
        number,
        after.isEmpty() ? null : Cursor.parse("after", after),
        before.isEmpty() ? null : Cursor.parse("before", before));
  }

  private static void check(String name, int value, int least, int greatest, List<Fault> faults) {
    if (value < least || value > greatest) {
      faults.add(
          new Fault(
              name, "%s must be from %d to %d: got %d".formatted(name, least, greatest, value)));
    }
  }

  int offset() {
    return limit * number;
  }
}
