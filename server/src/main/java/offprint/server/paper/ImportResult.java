package offprint.server.paper;

import java.util.List;

/**
 * What an import did. Lines with faults are left out, all others are in.
 *
 * @param lines read, without blank ones
 * @param added papers that were not there before
 * @param faults the first {@value #SHOWN} of {@code faultyLines}
 */
public record ImportResult(long lines, long added, long faultyLines, List<LineFault> faults) {
  static final int SHOWN = 100;
}
