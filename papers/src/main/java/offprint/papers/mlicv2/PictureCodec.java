package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import org.jspecify.annotations.Nullable;

/** From a picture to the bytes of an {@code .omli} file and back, tile by tile. */
record PictureCodec(Model model) {
  private static final int WINDOW = 512;
  private static final int HALO = 64;

  /** With networks in the transform: they reach 86 pixels at S = 16, and the correction 48 more. */
  private static final int WIDE_HALO = 144;

  /**
   * A coded picture.
   *
   * @param file the bytes
   * @param decoded what a decoder will show
   * @param bits of all tiles by their tables: of z, then of anchors and others of each slice
   * @param places bits of y at each position, [1, h, w]
   * @param costs J in bits before and after refinement; equal without
   * @param skipped share of the elements of y that were not coded
   */
  record Encoded(
      byte[] file,
      Bitmap decoded,
      double[] bits,
      FeatureMaps places,
      double[] costs,
      double skipped) {}

  /**
   * How to encode.
   *
   * @param tileLog2 8 to 12
   * @param skipping whether elements that the model expects to be 0 are not coded
   * @param refinement null for none
   */
  record Options(int tileLog2, boolean skipping, @Nullable Refinement refinement) {}

  /** With every element coded and without refinement. */
  Encoded encode(Bitmap picture, Quality quality, int tileLog2, DoubleConsumer progress) {
    return encode(picture, quality, new Options(tileLog2, false, null), progress);
  }

  /**
   * @param progress is told the share of tiles done; may throw to stop
   */
  Encoded encode(Bitmap picture, Quality quality, Options options, DoubleConsumer progress) {
    int tileLog2 = options.tileLog2;
    Refinement refinement = options.refinement;
    boolean grey = picture.colours() == 1;
    int side = 1 << tileLog2;
    int unit = model.architecture().unit();
    int stride = model.architecture().stride();
    Bitmap rgb = picture.rgb();
    FeatureMaps latent = latents(picture.width(), picture.height());
    FeatureMaps places = new FeatureMaps(1, latent.height(), latent.width());
    double[] costs = new double[2];
    long skipped = 0;
    long elements = 0;
    List<Container.Tile> tiles = new ArrayList<>();
    double[] bits = new double[1 + 2 * model.architecture().slices()];
    int count = ((picture.height() - 1) / side + 1) * ((picture.width() - 1) / side + 1);
    for (int top = 0; top < picture.height(); top += side) {
      for (int left = 0; left < picture.width(); left += side) {
        double share = (double) tiles.size() / count;
        TileCoder coder =
            new TileCoder(model, quality, options.skipping, () -> progress.accept(share));
        int height = roundUp(Math.min(side, picture.height() - top), unit);
        int width = roundUp(Math.min(side, picture.width() - left), unit);
        FeatureMaps y = latents(rgb, top, left, height, width, quality);
        TileCoder.Coded coded;
        if (refinement == null) {
          coded = coder.encode(y);
          double cost = Refinement.cost(coded, y);
          costs[0] += cost;
          costs[1] += cost;
        } else {
          Refinement.Refined refined =
              refinement.refine(
                  coder, model, quality, y, part -> progress.accept(share + part / count));
          coded = refined.coded();
          costs[0] += refined.first();
          costs[1] += refined.last();
        }
        skipped += coded.skipped();
        elements += y.values().length;
        paste(coded.places(), places, top / stride, left / stride);
        tiles.add(new Container.Tile(coded.crc(), coded.stream()));
        paste(coded.decoded(), latent, top / stride, left / stride);
        for (int i = 0; i < bits.length; i++) {
          bits[i] += coded.bits()[i];
        }
      }
    }
    byte[] alpha = new byte[0];
    if (picture.hasAlpha()) {
      alpha = AlphaChunk.write(picture.planes().getLast(), picture.width());
    }
    Container container =
        new Container(
            picture.width(),
            picture.height(),
            grey,
            picture.hasAlpha(),
            options.skipping,
            false,
            model.fingerprint(),
            quality,
            tileLog2,
            tiles,
            alpha);
    byte[] file = container.write();
    Container raw = raw(picture, quality, tileLog2);
    byte[] plain = picture.width() * (long) picture.height() > 4096 ? file : raw.write();
    if (plain.length < file.length) {
      return new Encoded(plain, picture, new double[bits.length], places, costs, 0);
    }
    Bitmap decoded = show(latent, picture.width(), picture.height(), quality, grey, progress);
    if (picture.hasAlpha()) {
      decoded = decoded.withAlpha(picture.planes().getLast());
    }
    return new Encoded(file, decoded, bits, places, costs, (double) skipped / elements);
  }

  /** g_a of a tile; its networks see the picture around it, too. */
  FeatureMaps latents(Bitmap rgb, int top, int left, int height, int width, Quality quality) {
    if (model.architecture().networks().lapped()) {
      return lapped(rgb, top, left, height, width, quality);
    }
    if (!model.architecture().networks().learned()) {
      return model.transform().analyse(Pixels.tile(rgb, top, left, height, width), quality.step());
    }
    FeatureMaps wide =
        model
            .transform()
            .analyse(
                Pixels.tile(
                    rgb,
                    top - WIDE_HALO,
                    left - WIDE_HALO,
                    height + 2 * WIDE_HALO,
                    width + 2 * WIDE_HALO),
                quality.step());
    int stride = model.architecture().stride();
    int around = WIDE_HALO / stride;
    return part(wide, around, around, height / stride, width / stride);
  }

  /** Blocks inside the picture overlap; those beyond its edge, which are not kept, do not. */
  private FeatureMaps lapped(
      Bitmap rgb, int top, int left, int height, int width, Quality quality) {
    BlockTransform blocks = Objects.requireNonNull(model.transform().blocks());
    float step = quality.step();
    int stride = blocks.stride();
    int inside = roundUp(rgb.height() - top, stride);
    int across = roundUp(rgb.width() - left, stride);
    int above = top == 0 ? 0 : stride;
    int before = left == 0 ? 0 : stride;
    int rows = above + Math.min(inside, height + stride);
    int columns = before + Math.min(across, width + stride);
    FeatureMaps wide =
        blocks.analyse(Pixels.tile(rgb, top - above, left - before, rows, columns), step);
    int kept = Math.min(inside, height) / stride;
    int beside = Math.min(across, width) / stride;
    FeatureMaps y = part(wide, above / stride, before / stride, kept, beside);
    if (inside >= height && across >= width) {
      return y;
    }
    FeatureMaps all = blocks.apart(Pixels.tile(rgb, top, left, height, width), step);
    paste(y, all, 0, 0);
    return all;
  }

  static FeatureMaps part(FeatureMaps from, int top, int left, int height, int width) {
    FeatureMaps part = new FeatureMaps(from.channels(), height, width);
    for (int c = 0; c < from.channels(); c++) {
      for (int row = 0; row < height; row++) {
        System.arraycopy(
            from.values(),
            (c * from.height() + top + row) * from.width() + left,
            part.values(),
            (c * height + row) * width,
            width);
      }
    }
    return part;
  }

  private Container raw(Bitmap picture, Quality quality, int tileLog2) {
    long size = Math.min(4096, (long) picture.width() * picture.height());
    byte[] samples = new byte[(int) size * picture.channels()];
    for (int c = 0; c < picture.channels(); c++) {
      System.arraycopy(picture.planes().get(c), 0, samples, c * (int) size, (int) size);
    }
    return new Container(
        picture.width(),
        picture.height(),
        picture.colours() == 1,
        picture.hasAlpha(),
        false,
        true,
        model.fingerprint(),
        quality,
        tileLog2,
        List.of(),
        samples);
  }

  /**
   * @throws IllegalArgumentException if the file is damaged or of another model
   */
  Bitmap decode(Container file, DoubleConsumer progress) {
    if (!file.fingerprint().equals(model.fingerprint())) {
      throw new IllegalArgumentException(
          "the file must be decoded by the model it was coded by: it names %s, the model is %s"
              .formatted(file.fingerprint(), model.fingerprint()));
    }
    int width = file.width();
    int height = file.height();
    if (file.raw()) {
      int area = width * height;
      byte[][] planes = new byte[file.channels()][];
      Arrays.setAll(planes, c -> Arrays.copyOfRange(file.rest(), c * area, (c + 1) * area));
      return new Bitmap(width, height, List.of(planes));
    }
    FeatureMaps latent = latents(width, height);
    int side = 1 << file.tileLog2();
    int unit = model.architecture().unit();
    int stride = model.architecture().stride();
    for (int i = 0; i < file.tiles().size(); i++) {
      double share = (double) i / file.tiles().size();
      TileCoder coder =
          new TileCoder(model, file.quality(), file.skipping(), () -> progress.accept(share));
      int top = i / file.columns() * side;
      int left = i % file.columns() * side;
      Container.Tile tile = file.tiles().get(i);
      int rows = roundUp(Math.min(side, height - top), unit) / unit;
      int columns = roundUp(Math.min(side, width - left), unit) / unit;
      try {
        FeatureMaps decoded = coder.decode(tile.stream(), tile.crc(), rows, columns);
        paste(decoded, latent, top / stride, left / stride);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "tile %d of %d is damaged: %s".formatted(i + 1, file.tiles().size(), e.getMessage()),
            e);
      }
    }
    Bitmap picture = show(latent, width, height, file.quality(), file.grey(), progress);
    return file.alpha() ? picture.withAlpha(AlphaChunk.read(file.rest(), width, height)) : picture;
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }

  /** ŷ of the whole picture, all 0; only what lies under a pixel is kept. */
  private FeatureMaps latents(int width, int height) {
    int stride = model.architecture().stride();
    return new FeatureMaps(
        model.architecture().latent(),
        roundUp(height, stride) / stride,
        roundUp(width, stride) / stride);
  }

  private static void paste(FeatureMaps from, FeatureMaps to, int top, int left) {
    int width = Math.min(from.width(), to.width() - left);
    for (int c = 0; c < from.channels(); c++) {
      for (int row = 0; row < Math.min(from.height(), to.height() - top); row++) {
        System.arraycopy(
            from.values(),
            (c * from.height() + row) * from.width(),
            to.values(),
            (c * to.height() + top + row) * to.width() + left,
            width);
      }
    }
  }

  /** g_s on windows with a halo, which shows no seam: each pixel is that of the whole picture. */
  private Bitmap show(
      FeatureMaps latent,
      int width,
      int height,
      Quality quality,
      boolean grey,
      DoubleConsumer progress) {
    int stride = model.architecture().stride();
    int halo = model.architecture().networks().learned() ? WIDE_HALO : HALO;
    Bitmap picture = Bitmap.blank(width, height, grey ? 1 : 3);
    for (int top = 0; top < height; top += WINDOW) {
      for (int left = 0; left < width; left += WINDOW) {
        progress.accept(1);
        int firstRow = Math.max(0, top - halo) / stride;
        int firstColumn = Math.max(0, left - halo) / stride;
        int rows = Math.min(latent.height(), (top + WINDOW + halo) / stride) - firstRow;
        int columns = Math.min(latent.width(), (left + WINDOW + halo) / stride) - firstColumn;
        FeatureMaps x = synthesise(part(latent, firstRow, firstColumn, rows, columns), quality);
        Pixels.put(
            x,
            picture,
            new Pixels.Window(
                top,
                left,
                firstRow * stride,
                firstColumn * stride,
                Math.min(WINDOW, height - top),
                Math.min(WINDOW, width - left)));
      }
    }
    return picture;
  }

  FeatureMaps synthesise(FeatureMaps latent, Quality quality) {
    FeatureMaps x = model.transform().synthesise(latent, quality.step());
    if (model.enhanced()) {
      FeatureMaps folded = Enhancement.fold(x, model.architecture().stride(), quality.gain());
      FeatureMaps correction = new Enhancement<>(model.engine()).correction(folded);
      Enhancement.addTo(x, correction, quality.step() / 255);
    }
    return x;
  }

  /**
   * A patch coded and decoded by the linear part of g_s alone, for the training of the rest.
   *
   * @param x [3, height, width] in 0 … 1, sides multiples of 4 S
   */
  FeatureMaps linear(FeatureMaps x, Quality quality) {
    FeatureMaps y = model.transform().analyse(x, quality.step());
    FeatureMaps decoded = new TileCoder(model, quality, false, () -> {}).encode(y).decoded();
    return model.transform().synthesise(decoded, quality.step());
  }
}
