package offprint.kernels.flow;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A masked autoregressive flow (Papamakarios, Pavlakou, Murray 2017): log q(x | c) as that of white
 * noise after {@code blocks} maps with the order of the coordinates reversed between them.
 *
 * <pre>
 * h1 = tanh((W1 M1) x + Wc c + b1),  h2 = tanh((W2 M2) h1 + b2),  o = (W3 M3) h2 + Wc3 c + b3
 * m = o[:D],  a = 5 tanh(o[D:]/5),  z = (x - m) e^-a,  log det = -Σ a
 * </pre>
 *
 * <p>Inputs have degrees 1..D, hidden unit i has degree (i mod (D-1)) + 1, and 0 where D = 1; the
 * masks let a hidden unit see degrees up to its own and an output those below its own.
 *
 * @param dimension D of x
 * @param context C of c; may be 0
 * @param hidden units H of each hidden layer
 * @param blocks maps
 */
public record MaskedFlow(int dimension, int context, int hidden, int blocks) {
  /** |a| stays below: a map scales by at most e^5. */
  static final double MOST_LOG_SCALE = 5;

  /**
   * @throws IllegalArgumentException if a size is below 1, or context below 0
   */
  public MaskedFlow {
    if (dimension < 1 || context < 0 || hidden < 1 || blocks < 1) {
      throw new IllegalArgumentException(
          "a flow needs dimension, hidden and blocks of at least 1 and context of at least 0: got %d, %d, %d, %d"
              .formatted(dimension, hidden, blocks, context));
    }
  }

  /** The arrays of one block, in the order in which they lie in the parameters, rows first. */
  enum Part {
    INPUT,
    CONTEXT,
    INPUT_BIAS,
    HIDDEN,
    HIDDEN_BIAS,
    OUTPUT,
    OUTPUT_CONTEXT,
    OUTPUT_BIAS
  }

  int rows(Part part) {
    return switch (part) {
      case INPUT, CONTEXT, INPUT_BIAS, HIDDEN, HIDDEN_BIAS -> hidden;
      case OUTPUT, OUTPUT_CONTEXT, OUTPUT_BIAS -> 2 * dimension;
    };
  }

  int columns(Part part) {
    return switch (part) {
      case INPUT -> dimension;
      case CONTEXT, OUTPUT_CONTEXT -> context;
      case HIDDEN, OUTPUT -> hidden;
      case INPUT_BIAS, HIDDEN_BIAS, OUTPUT_BIAS -> 1;
    };
  }

  private int blockSize() {
    return Arrays.stream(Part.values()).mapToInt(part -> rows(part) * columns(part)).sum();
  }

  /** Number of parameters. */
  public int size() {
    return blocks * blockSize();
  }

  /** Where an array of a block begins in the parameters. */
  int offset(int block, Part part) {
    int offset = block * blockSize();
    for (Part before : Part.values()) {
      if (before == part) {
        break;
      }
      offset += rows(before) * columns(before);
    }
    return offset;
  }

  /** True where the mask of that array lets {@code row} see {@code column}. */
  boolean sees(Part part, int row, int column) {
    return switch (part) {
      case INPUT -> degree(row) >= column + 1;
      case HIDDEN -> degree(row) >= degree(column);
      case OUTPUT -> row % dimension + 1 > degree(column);
      default -> true;
    };
  }

  private int degree(int unit) {
    return dimension == 1 ? 0 : unit % (dimension - 1) + 1;
  }

  /** First parameters: U(-1/√n, 1/√n) for arrays of n columns, the output layer a tenth of it. */
  public double[] initial(RandomGenerator random) {
    double[] parameters = new double[size()];
    for (int block = 0; block < blocks; block++) {
      for (Part part : Part.values()) {
        double bound = bound(part);
        int offset = offset(block, part);
        for (int i = 0; i < rows(part) * columns(part); i++) {
          parameters[offset + i] = bound * (2 * random.nextDouble() - 1);
        }
      }
    }
    return parameters;
  }

  private double bound(Part part) {
    return switch (part) {
      case INPUT, CONTEXT, INPUT_BIAS -> 1 / Math.sqrt(dimension + context);
      case HIDDEN, HIDDEN_BIAS -> 1 / Math.sqrt(hidden);
      case OUTPUT, OUTPUT_CONTEXT, OUTPUT_BIAS -> 0.1 / Math.sqrt(hidden);
    };
  }
}
