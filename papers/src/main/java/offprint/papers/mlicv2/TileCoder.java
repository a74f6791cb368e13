package offprint.papers.mlicv2;

import java.util.zip.CRC32;
import offprint.kernels.coding.FrequencyTable;
import offprint.kernels.coding.GaussianTables;
import offprint.kernels.coding.RansDecoder;
import offprint.kernels.coding.RansEncoder;
import offprint.kernels.neural.Checkerboard;
import offprint.kernels.neural.Engine;
import offprint.kernels.neural.FeatureMaps;
import org.jspecify.annotations.Nullable;

/**
 * Codes the latents of one tile, or decodes them: the same loop over the same function of decoded
 * values, so that both sides have the same tables.
 */
final class TileCoder {
  private static final GaussianTables TABLES = new GaussianTables();
  private static final float MOST = 1 << 20;

  private final Model model;
  private final Quality quality;
  private final boolean skipping;
  private final Runnable pulse;
  private final @Nullable Watcher watcher;
  private long skipped;

  /**
   * @param skipping whether elements that the model expects to be 0 are not coded
   * @param pulse called before each pass; may throw to stop
   * @throws IllegalArgumentException if the model has no network for skipping
   */
  TileCoder(Model model, Quality quality, boolean skipping, Runnable pulse) {
    this(model, quality, skipping, pulse, null);
  }

  private TileCoder(
      Model model, Quality quality, boolean skipping, Runnable pulse, @Nullable Watcher watcher) {
    if (skipping && !model.skipping()) {
      throw new IllegalArgumentException("the model has no network that tells what to skip");
    }
    this.model = model;
    this.quality = quality;
    this.skipping = skipping;
    this.pulse = pulse;
    this.watcher = watcher;
  }

  /** Observes the input and the coded elements of each pass. */
  interface Watcher {
    /**
     * @param input see {@link Skipping#input}
     * @param index of the scale table, [s, h, w]
     * @param coded whole numbers of the pass, 0 elsewhere, [s, h, w]
     */
    void pass(FeatureMaps input, FeatureMaps index, FeatureMaps coded, boolean anchors);
  }

  /** The same coder, watched. */
  TileCoder watchedBy(Watcher by) {
    return new TileCoder(model, quality, skipping, pulse, by);
  }

  /**
   * A tile in its coded form.
   *
   * @param crc of its symbols
   * @param decoded ŷ [M, h, w] in steps
   * @param bits by the tables: of z, then of anchors and others of each slice
   * @param places bits of y at each position, [1, h, w]
   * @param skipped elements of y that were not coded
   */
  record Coded(
      byte[] stream,
      long crc,
      FeatureMaps decoded,
      double[] bits,
      FeatureMaps places,
      long skipped) {}

  /** The source or sink of symbols. */
  private interface Symbols {
    /** The whole number of an element of y, given its prediction. */
    int next(int channel, int row, int column, float mean, FrequencyTable table);
  }

  /**
   * @param y [M, h, w] in steps; h and w multiples of 4
   */
  Coded encode(FeatureMaps y) {
    return encode(y, analyse(y));
  }

  /** h_a, not rounded. */
  FeatureMaps analyse(FeatureMaps y) {
    return model.entropyModel().analyse(y);
  }

  /**
   * @param y [M, h, w] in steps
   * @param free [Nz, h/4, w/4], not rounded
   */
  Coded encode(FeatureMaps y, FeatureMaps free) {
    RansEncoder coder = new RansEncoder();
    CRC32 crc = new CRC32();
    int slices = model.architecture().slices();
    double[] bits = new double[1 + 2 * slices];
    FeatureMaps z = new FeatureMaps(free.channels(), free.height(), free.width());
    FeatureMaps places = new FeatureMaps(1, y.height(), y.width());
    for (int c = 0; c < z.channels(); c++) {
      FrequencyTable table = model.priors().get(c);
      for (int i = c * z.area(); i < (c + 1) * z.area(); i++) {
        int value = (int) Math.rint(Math.clamp(free.values()[i], -1000, 1000));
        z.values()[i] = value;
        coder.put(table, value);
        bits[0] += table.bits(value);
        add(crc, value);
      }
    }
    RateDistortion choice = new RateDistortion(quality);
    boolean orthonormal = model.architecture().networks().closed();
    FeatureMaps decoded =
        loop(
            z,
            (c, row, column, mean, table) -> {
              float rest = Math.clamp(y.at(c, row, column) - mean, -MOST, MOST);
              int q = orthonormal ? choice.round(rest, table) : (int) Math.rint(rest);
              coder.put(table, q);
              int pass = 1 + c / model.architecture().slice() * 2 + (row + column + 1) % 2;
              double cost = table.bits(q);
              bits[pass] += cost;
              places.values()[row * y.width() + column] += (float) cost;
              add(crc, q);
              return q;
            });
    return new Coded(coder.finish(), crc.getValue(), decoded, bits, places, skipped);
  }

  /**
   * @param height of z
   * @param width of z
   * @throws IllegalArgumentException if the stream is damaged or not of this model
   */
  FeatureMaps decode(byte[] stream, long expected, int height, int width) {
    RansDecoder coder = new RansDecoder(stream);
    CRC32 crc = new CRC32();
    FeatureMaps z = new FeatureMaps(Architecture.HYPER, height, width);
    for (int i = 0; i < z.values().length; i++) {
      int value = coder.get(model.priors().get(i / z.area()));
      z.values()[i] = value;
      add(crc, value);
    }
    FeatureMaps decoded =
        loop(
            z,
            (_, _, _, _, table) -> {
              int q = coder.get(table);
              add(crc, q);
              return q;
            });
    coder.end();
    if (crc.getValue() != expected) {
      throw new IllegalArgumentException(
          "its symbols have the checksum %08x instead of %08x".formatted(crc.getValue(), expected));
    }
    return decoded;
  }

  private static void add(CRC32 crc, int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      crc.update(value >> shift);
    }
  }

  private FeatureMaps loop(FeatureMaps z, Symbols symbols) {
    Architecture a = model.architecture();
    EntropyModel<FeatureMaps> entropy = model.entropyModel();
    EntropyModel.Hyper<FeatureMaps> hyper = entropy.synthesise(z);
    int height = hyper.plain().height();
    int width = hyper.plain().width();
    FeatureMaps gain = FeatureMaps.filled(1, height, width, quality.gain());
    FeatureMaps mask = Checkerboard.ODD.anchors(height, width);
    FeatureMaps others = Checkerboard.ODD.others(height, width);
    FeatureMaps decoded = new FeatureMaps(a.latent(), height, width);
    skipped = 0;
    for (int k = 0; k < a.slices(); k++) {
      FeatureMaps previous = k == 0 ? null : model.engine().channels(decoded, 0, k * a.slice());
      var known = entropy.known(k, previous, hyper, gain, mask, others);
      pass(decoded, k, hyper, entropy.predict(k, known), true, symbols);
      known = known.withAnchors(corrected(decoded, k, true, known));
      pass(decoded, k, hyper, entropy.predict(k, known), false, symbols);
      corrected(decoded, k, false, known);
    }
    return decoded;
  }

  /** Adds what is predicted of the rounding in a pass; returns the slice as it is then. */
  private FeatureMaps corrected(
      FeatureMaps decoded, int slice, boolean anchors, EntropyModel.Known<FeatureMaps> known) {
    Architecture a = model.architecture();
    int s = a.slice();
    FeatureMaps current = model.engine().channels(decoded, slice * s, (slice + 1) * s);
    if (!a.references().at(slice).lrp()) {
      return current;
    }
    FeatureMaps rest =
        model
            .entropyModel()
            .attention()
            .rest(slice, anchors, known.hyper(), known.previous(), current);
    int offset = slice * s * decoded.area();
    for (int i = 0; i < rest.values().length; i++) {
      int place = i % decoded.area();
      if (Checkerboard.ODD.isAnchor(place / decoded.width(), place % decoded.width()) == anchors) {
        current.values()[i] += rest.values()[i];
        decoded.values()[offset + i] = current.values()[i];
      }
    }
    return current;
  }

  private void pass(
      FeatureMaps decoded,
      int slice,
      EntropyModel.Hyper<FeatureMaps> hyper,
      EntropyModel.Gaussians<FeatureMaps> law,
      boolean anchors,
      Symbols symbols) {
    pulse.run();
    int s = model.architecture().slice();
    Skipping<FeatureMaps> choice = new Skipping<>((Engine<FeatureMaps>) model.engine());
    FeatureMaps input = skipping || watcher != null ? choice.input(hyper, law) : null;
    FeatureMaps odds = skipping && input != null ? choice.odds(input) : null;
    FeatureMaps coded = new FeatureMaps(watcher == null ? 0 : s, decoded.height(), decoded.width());
    for (int c = 0; c < s; c++) {
      for (int row = 0; row < decoded.height(); row++) {
        for (int column = 0; column < decoded.width(); column++) {
          if (Checkerboard.ODD.isAnchor(row, column) == anchors) {
            float mean = law.mean().at(c, row, column);
            int channel = slice * s + c;
            if (odds != null && odds.at(c, row, column) < 0) {
              skipped++;
              decoded.set(channel, row, column, mean);
              continue;
            }
            FrequencyTable table = TABLES.at(law.index().at(c, row, column));
            int q = symbols.next(channel, row, column, mean, table);
            decoded.set(channel, row, column, q + mean);
            if (watcher != null) {
              coded.set(c, row, column, q);
            }
          }
        }
      }
    }
    if (watcher != null && input != null) {
      watcher.pass(input, law.index(), coded, anchors);
    }
  }
}
