package offprint.server.feed;

import java.util.ArrayList;
import java.util.List;
import offprint.engine.Fault;
import offprint.server.web.Problem;

/**
 * A part of a list.
 *
 * @param limit papers on a page
 * @param number from 0
 */
record Page(int limit, int number) {
  static final int DEFAULT_LIMIT = 50;
  private static final int GREATEST_LIMIT = 200;
  private static final int GREATEST_NUMBER = 100_000;

  /**
   * @throws Problem with every fault
   */
  static Page of(int limit, int number) {
    List<Fault> faults = new ArrayList<>();
    check("limit", limit, 1, GREATEST_LIMIT, faults);
    check("p", number, 0, GREATEST_NUMBER, faults);
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
    return new Page(limit, number);
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
