package offprint.server.paper;

import java.util.List;

/**
 * Result of an import. Faulty lines are skipped, all others are stored.
 *
 * @param lines read, without blank ones
 * @param added papers that were not there before
 * @param faults the first {@value #SHOWN} of {@code faultyLines}
 */
public record ImportResult(long lines, long added, long faultyLines, List<LineFault> faults) {
  static final int SHOWN = 100;
}
