package offprint.papers.mecb;

import static offprint.kernels.information.Entropy.termBits;

import java.util.ArrayList;
import java.util.List;
import offprint.kernels.combinatorics.SetPartitions;
import offprint.kernels.information.CellBuffer;
import offprint.kernels.information.Coupling;
import org.jspecify.annotations.Nullable;

/**
 * Encoders next to a deterministic map (theorem 3): mass delta of one cell of p(x, t) moves within
 * its row so that H(T) = R. For more rate the cell with the least share of its column moves to a
 * new column; for less rate the least cell of the lightest column moves to the heaviest column.
 *
 * <p>Deviation: delta is found by bisection alone, without a scan, because H(T) is monotone in it:
 * upwards the share is at most 1/2, downwards the receiving column is the heavier one.
 *
 * @param start the map that mass is moved away from
 * @param symbol row of the cell that is split
 * @param from block that loses the mass
 * @param to block that gains it; equal to the number of blocks for a new one
 */
record NearDeterministic(Code start, int symbol, int from, int to) {

  /** Largest number of symbols for which every map is tried. */
  static final int MOST_FOR_ALL_MAPS = 8;

  static @Nullable NearDeterministic up(Code code) {
    int[] members = new int[code.blocks()];
    for (int x = 0; x < code.symbols(); x++) {
      members[code.block(x)]++;
    }
    int symbol = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int x = 0; x < code.symbols(); x++) {
      double share = code.source()[x] / code.mass()[code.block(x)];
      if (members[code.block(x)] > 1 && share < least) {
        least = share;
        symbol = x;
      }
    }
    return symbol < 0
        ? null
        : new NearDeterministic(code, symbol, code.block(symbol), code.blocks());
  }

  static @Nullable NearDeterministic down(Code code) {
    int lightest = 0;
    int heaviest = 0;
    for (int t = 1; t < code.blocks(); t++) {
      lightest = code.mass()[t] < code.mass()[lightest] ? t : lightest;
      heaviest = code.mass()[t] > code.mass()[heaviest] ? t : heaviest;
    }
    if (code.blocks() < 2) {
      return null;
    }
    heaviest = heaviest == lightest ? 1 : heaviest;
    int symbol = -1;
    for (int x = 0; x < code.symbols(); x++) {
      if (code.block(x) == lightest && (symbol < 0 || code.source()[x] < code.source()[symbol])) {
        symbol = x;
      }
    }
    return new NearDeterministic(code, symbol, lightest, heaviest);
  }

  private double rateAt(double delta) {
    double loser = start.mass()[from];
    double gainer = to < start.blocks() ? start.mass()[to] : 0;
    return start.entropyBits()
        - termBits(loser)
        - termBits(gainer)
        + termBits(loser - delta)
        + termBits(gainer + delta);
  }

  /** H(T) - H(T | X): only the split symbol leaves T uncertain. */
  private double informationAt(double delta) {
    double mass = start.source()[symbol];
    double uncertain = termBits(delta) + termBits(mass - delta) - termBits(mass);
    return rateAt(delta) - uncertain;
  }

  /** The encoder with H(T) = R, null where this cell cannot reach that rate. */
  @Nullable Encoder at(double rateBits) {
    boolean rising = to == start.blocks();
    double low = 0;
    double high = start.source()[symbol];
    double atLow = rateAt(low);
    double atHigh = rateAt(high);
    if (rateBits < Math.min(atLow, atHigh) || rateBits > Math.max(atLow, atHigh)) {
      return null;
    }
    for (int i = 0; i < 100 && high - low > 0; i++) {
      double middle = (low + high) / 2;
      boolean right = rateAt(middle) < rateBits == rising;
      low = right ? middle : low;
      high = right ? high : middle;
    }
    double delta = rising ? low : high;
    return new Encoder(joint(delta), rateAt(delta), informationAt(delta), delta);
  }

  private Coupling joint(double delta) {
    CellBuffer cells = new CellBuffer(start.symbols() + 1);
    for (int x = 0; x < start.symbols(); x++) {
      double mass = start.source()[x] - (x == symbol ? delta : 0);
      if (mass > 0) {
        cells.add(x, start.block(x), mass);
      }
    }
    if (delta > 0) {
      cells.add(symbol, to, delta);
    }
    return cells.coupling(start.symbols(), Math.max(start.blocks(), to + 1));
  }

  /**
   * The deterministic maps to start from: all of them up to 8 symbols, else the greedy and refined
   * ones and the merges nearest to the rate on either side.
   */
  static List<Code> maps(double[] p, double rateBits) {
    if (p.length > MOST_FOR_ALL_MAPS) {
      List<Code> maps = neighbours(p, rateBits);
      maps.add(Compressor.REFINED.compress(p, rateBits));
      return maps;
    }
    List<Code> maps = new ArrayList<>();
    SetPartitions.forEach(p.length, (block, count) -> maps.add(Code.ofMasks(p, block, count)));
    return maps;
  }

  /** The last two maps of the greedy path, and the single merges nearest to the rate. */
  static List<Code> neighbours(double[] p, double rateBits) {
    GreedyCompression greedy = GreedyCompression.of(p, rateBits);
    RefinedCompression.Pair pair = RefinedCompression.Pair.best(greedy);
    List<Code> maps = new ArrayList<>(List.of(greedy.code(), pair.below(), pair.above()));
    if (!greedy.isIdentity() && !greedy.isConstant()) {
      maps.add(greedy.merged(greedy.prefix(), 0, 0));
      maps.add(greedy.merged(greedy.prefix() + 1, 0, 0));
    }
    return maps;
  }

  /**
   * The most informative encoder within the rate among {@code maps} and those that theorem 3
   * derives from them: a point of the approximate rate-information curve.
   *
   * @param mostBlocks limit on the blocks of T
   */
  static Encoder best(List<Code> maps, double rateBits, int mostBlocks) {
    Encoder best = null;
    double limit = Compressor.limit(rateBits);
    for (Code map : maps) {
      double entropy = map.entropyBits();
      if (entropy <= limit
          && map.blocks() <= mostBlocks
          && (best == null || entropy > best.informationBits())) {
        best = Encoder.of(map);
      }
      NearDeterministic near = entropy <= rateBits ? up(map) : down(map);
      if (near == null || Math.max(map.blocks(), near.to() + 1) > mostBlocks) {
        continue;
      }
      Encoder filled = near.at(rateBits);
      if (filled != null && (best == null || filled.informationBits() > best.informationBits())) {
        best = filled;
      }
    }
    if (best == null) {
      throw new IllegalStateException("the constant map is within every rate");
    }
    return best;
  }
}
