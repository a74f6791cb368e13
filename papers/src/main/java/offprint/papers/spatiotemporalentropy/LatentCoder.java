package offprint.papers.spatiotemporalentropy;

import java.util.List;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.coding.PhasedGaussianTables;
import offprint.kernels.coding.RansDecoder;
import offprint.kernels.coding.RansEncoder;
import offprint.kernels.neural.FeatureMaps;
import org.jspecify.annotations.Nullable;

/**
 * Codes the latents of a frame to one rANS stream and back: z first, then pass by pass of the
 * checkerboard (or position by position of a serial scan), channel by channel, row by row.
 */
record LatentCoder(Neighbours neighbours, PhasedGaussianTables tables) {

  LatentCoder(Frequencies frequencies) {
    this(Neighbours.of(frequencies), new PhasedGaussianTables());
  }

  /**
   * The context that a frame may use.
   *
   * @param temporal true to use the previous frame
   * @param spatial use of neighbouring values
   */
  record Priors(boolean temporal, Encode.Spatial spatial) {
    /** Both priors, with the checkerboard. */
    static final Priors ALL = new Priors(true, Encode.Spatial.CHECKERBOARD);
  }

  /** Bits according to the tables, by purpose; {@code cells} by position. */
  static final class Bits {
    double hyper;
    double anchors;
    double others;
    final double[] cells;

    Bits(int area) {
      cells = new double[area];
    }

    double total() {
      return hyper + anchors + others;
    }
  }

  /** Writes a value to a stream or reads it from one. */
  private interface Symbols {
    int pass(FrequencyTable table, int base, int known);
  }

  /**
   * The short stream of a frame.
   *
   * @param before latents of the frame before; null in a frame coded by itself
   * @param bits receives the bits according to the tables; null if not needed
   */
  byte[] encode(
      EntropyModel model,
      Latents y,
      @Nullable Latents before,
      int quality,
      Priors priors,
      @Nullable Bits bits) {
    return put(model, y, before, quality, priors, bits).finishShort();
  }

  /** An encoder with all values of a frame in it, see {@link #encode}. */
  RansEncoder put(
      EntropyModel model,
      Latents y,
      @Nullable Latents before,
      int quality,
      Priors priors,
      @Nullable Bits bits) {
    RansEncoder encoder = new RansEncoder();
    Symbols symbols =
        (table, base, known) -> {
          encoder.put(table, known - base);
          return known;
        };
    Latents z = model.networks() ? model.hyper(y, before, priors.temporal) : null;
    Frame frame = new Frame(model, before, quality, priors, symbols, bits);
    frame.code(y.height(), y.width(), y, z);
    return encoder;
  }

  /**
   * The latents of a stream.
   *
   * @throws IllegalArgumentException if the stream is damaged
   */
  Latents decode(
      EntropyModel model,
      RansDecoder decoder,
      int height,
      int width,
      @Nullable Latents before,
      int quality,
      Priors priors) {
    Symbols symbols =
        (table, base, _) -> {
          int value = decoder.get(table) + base;
          if (value < -Latents.MOST || value > Latents.MOST) {
            throw new IllegalArgumentException(
                "the coded stream is damaged: a value must be within ±%d: got %d"
                    .formatted(Latents.MOST, value));
          }
          return value;
        };
    Frame frame = new Frame(model, before, quality, priors, symbols, null);
    Latents y = frame.code(height, width, null, null);
    decoder.end();
    return y;
  }

  /** A frame being coded. */
  private final class Frame {
    private final EntropyModel model;
    private final @Nullable Latents before;
    private final int quality;
    private final Priors priors;
    private final Symbols symbols;
    private final @Nullable Bits bits;

    Frame(
        EntropyModel model,
        @Nullable Latents before,
        int quality,
        Priors priors,
        Symbols symbols,
        @Nullable Bits bits) {
      this.model = model;
      this.before = before;
      this.quality = quality;
      this.priors = priors;
      this.symbols = symbols;
      this.bits = bits;
    }

    Latents code(int height, int width, @Nullable Latents known, @Nullable Latents knownZ) {
      Latents y = Latents.zero(model.sizes().channels(), height, width);
      List<FeatureMaps> told = List.of();
      if (model.networks()) {
        Latents z = hyper((height + 3) / 4, (width + 3) / 4, knownZ);
        told = model.told(z, before, priors.temporal, height, width);
      }
      Surroundings around =
          new Surroundings(neighbours, y, priors.temporal ? before : null, model.video());
      LinearPrior linear = model.linear(priors.spatial);
      Latents old = priors.temporal ? before : null;
      for (Pass pass : Pass.of(height, width, priors.spatial)) {
        FeatureMaps added = model.networks() ? model.added(told, y, old, pass, quality) : null;
        around.begin(pass);
        code(pass, linear, y, around, added, known);
      }
      return y;
    }

    private Latents hyper(int height, int width, @Nullable Latents known) {
      Latents z = Latents.zero(model.sizes().hyper(), height, width);
      for (int i = 0; i < z.values().length; i++) {
        FrequencyTable table = model.tables().get(i / z.area());
        z.values()[i] = symbols.pass(table, 0, known == null ? 0 : known.values()[i]);
        if (bits != null) {
          bits.hyper += table.bits(z.values()[i]);
        }
      }
      return z;
    }

    private void code(
        Pass pass,
        LinearPrior linear,
        Latents y,
        Surroundings around,
        @Nullable FeatureMaps added,
        @Nullable Latents known) {
      int mode = linear.mode(priors);
      int index = pass.kind() == Pass.Kind.OTHERS ? 1 : 0;
      boolean temporal = priors.temporal && before != null;
      Mixture mixture = model.mixture();
      int area = y.area();
      boolean serial = pass.kind() == Pass.Kind.SERIAL; // then what is added is of one place
      int half = y.channels() * (serial ? 1 : area);
      Surroundings.Known here = new Surroundings.Known();
      for (int c = 0; c < y.channels(); c++) {
        around.channel(c);
        for (int k = 0; k < pass.positions().length; k++) {
          int i = c * area + pass.positions()[k];
          around.at(c, k, here);
          float mean = linear.mean(index, c, here, temporal);
          float scale = linear.scale(mode, quality, index, c, here.features);
          if (added != null) {
            int at = serial ? c : i;
            mean += added.values()[at];
            scale += added.values()[half + at];
          }
          int base = 0;
          FrequencyTable table;
          if (mixture == null) {
            int m = PhasedGaussianTables.sixteenths(bounded(mean));
            table = tables.get(PhasedGaussianTables.scale(scale), PhasedGaussianTables.phase(m));
            base = PhasedGaussianTables.base(m);
          } else {
            table = mixture.table(tables, c, mean, scale, added, serial ? 0 : i % area);
          }
          y.values()[i] = symbols.pass(table, base, known == null ? 0 : known.values()[i]);
          count(pass, i % area, table, y.values()[i] - base);
        }
        around.finish(c);
      }
    }

    private static float bounded(float mean) {
      return Math.clamp(mean, -Latents.MOST, Latents.MOST);
    }

    private void count(Pass pass, int position, FrequencyTable table, int symbol) {
      if (bits == null) {
        return;
      }
      double spent = table.bits(symbol);
      bits.cells[position] += spent;
      if (pass.kind() == Pass.Kind.OTHERS) {
        bits.others += spent;
      } else {
        bits.anchors += spent;
      }
    }
  }
}
