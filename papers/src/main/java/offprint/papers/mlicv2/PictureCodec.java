package offprint.papers.mlicv2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleConsumer;
import offprint.kernels.image.Bitmap;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.task.Timing;
import org.jspecify.annotations.Nullable;

/** Encodes pictures to the bytes of an {@code .omli} file and decodes them, tile by tile. */
record PictureCodec(Model model) {
  private static final int WINDOW = 512;
  private static final int HALO = 64;

  /**
   * Halo with networks in the transform, which reach 86 pixels at S = 16; the correction reaches 48
   * more.
   */
  private static final int WIDE_HALO = 144;

  /** Pictures up to this size are kept raw where that is shorter. */
  private static final int MOST_RAW_PIXELS = 4096;

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
   * @param skipping true if elements that the model expects to be 0 are not coded
   * @param refinement null for none
   */
  record Options(int tileLog2, boolean skipping, @Nullable Refinement refinement) {}

  /** Encodes every element, without refinement. */
  Encoded encode(Bitmap picture, Quality quality, int tileLog2, DoubleConsumer progress) {
    return encode(picture, quality, new Options(tileLog2, false, null), progress);
  }

  /**
   * @param progress is told the share of tiles done; may throw to stop
   */
  Encoded encode(Bitmap picture, Quality quality, Options options, DoubleConsumer progress) {
    Container.Head head =
        Container.Head.of(
            picture, options.skipping, model.fingerprint(), quality, options.tileLog2);
    Bitmap rgb = picture.rgb();
    FeatureMaps latent = latents(head);
    FeatureMaps places = new FeatureMaps(1, latent.height(), latent.width());
    List<Container.Tile> tiles = new ArrayList<>();
    double[] bits = new double[1 + 2 * model.architecture().slices()];
    double[] costs = new double[2];
    double skipped = 0;
    double elements = 0;
    for (int i = 0; i < head.tiles(); i++) {
      Area area = area(head, i);
      double done = i;
      DoubleConsumer part = share -> progress.accept((done + share) / head.tiles());
      TileCoder coder = new TileCoder(model, quality, options.skipping, () -> part.accept(0));
      FeatureMaps y = latents(rgb, area, quality);
      Refinement.Refined refined = refined(coder, y, quality, options.refinement, part);
      TileCoder.Coded coded = refined.coded();
      tiles.add(new Container.Tile(coded.crc(), coded.stream()));
      place(coded.decoded(), area, latent);
      place(coded.places(), area, places);
      Arrays.setAll(bits, b -> bits[b] + coded.bits()[b]);
      costs[0] += refined.first();
      costs[1] += refined.last();
      skipped += coded.skipped();
      elements += y.values().length;
    }
    byte[] alpha =
        picture.hasAlpha()
            ? AlphaChunk.write(picture.planes().getLast(), picture.width())
            : new byte[0];
    byte[] file = new Container(head, tiles, alpha).write();
    if (picture.width() * (long) picture.height() <= MOST_RAW_PIXELS) {
      byte[] raw = Container.raw(head, picture).write();
      if (raw.length < file.length) {
        return new Encoded(raw, picture, new double[bits.length], places, costs, 0);
      }
    }
    Bitmap decoded = show(latent, head, progress);
    if (picture.hasAlpha()) {
      decoded = decoded.withAlpha(picture.planes().getLast());
    }
    return new Encoded(file, decoded, bits, places, costs, skipped / elements);
  }

  private static Refinement.Refined refined(
      TileCoder coder,
      FeatureMaps y,
      Quality quality,
      @Nullable Refinement refinement,
      DoubleConsumer progress) {
    if (refinement != null) {
      return refinement.refine(coder, quality, y, progress);
    }
    TileCoder.Coded coded = coder.encode(y);
    double cost = Refinement.cost(coded, y);
    return new Refinement.Refined(coded, cost, cost);
  }

  /** A tile in pixels; its sides are multiples of 4 S and may reach beyond the picture. */
  record Area(int top, int left, int height, int width) {}

  private Area area(Container.Head head, int tile) {
    int side = 1 << head.tileLog2();
    int unit = model.architecture().unit();
    int top = tile / head.columns() * side;
    int left = tile % head.columns() * side;
    return new Area(
        top,
        left,
        roundUp(Math.min(side, head.height() - top), unit),
        roundUp(Math.min(side, head.width() - left), unit));
  }

  private void place(FeatureMaps tile, Area area, FeatureMaps whole) {
    int stride = model.architecture().stride();
    whole.paste(tile, area.top / stride, area.left / stride);
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }

  /** g_a of a tile; networks also see the surrounding picture. */
  FeatureMaps latents(Bitmap rgb, Area area, Quality quality) {
    if (model.architecture().networks().lapped()) {
      return model.inSteps(lapped(rgb, area), quality);
    }
    if (!model.architecture().networks().learned()) {
      return model.analyse(Pixels.tile(rgb, area.top, area.left, area.height, area.width), quality);
    }
    FeatureMaps wide =
        model.analyse(
            Pixels.tile(
                rgb,
                area.top - WIDE_HALO,
                area.left - WIDE_HALO,
                area.height + 2 * WIDE_HALO,
                area.width + 2 * WIDE_HALO),
            quality);
    int stride = model.architecture().stride();
    int around = WIDE_HALO / stride;
    return wide.part(around, around, area.height / stride, area.width / stride);
  }

  /** Blocks inside the picture overlap; those beyond its edge, which are not kept, do not. */
  private FeatureMaps lapped(Bitmap rgb, Area area) {
    int stride = model.architecture().stride();
    int inside = roundUp(rgb.height() - area.top, stride);
    int across = roundUp(rgb.width() - area.left, stride);
    int above = area.top == 0 ? 0 : stride;
    int before = area.left == 0 ? 0 : stride;
    int rows = above + Math.min(inside, area.height + stride);
    int columns = before + Math.min(across, area.width + stride);
    FeatureMaps wide =
        model
            .transform()
            .analyse(Pixels.tile(rgb, area.top - above, area.left - before, rows, columns));
    FeatureMaps y =
        wide.part(
            above / stride,
            before / stride,
            Math.min(inside, area.height) / stride,
            Math.min(across, area.width) / stride);
    if (inside >= area.height && across >= area.width) {
      return y;
    }
    FeatureMaps all =
        model
            .transform()
            .apart()
            .analyse(Pixels.tile(rgb, area.top, area.left, area.height, area.width));
    all.paste(y, 0, 0);
    return all;
  }

  /**
   * @throws IllegalArgumentException if the file is damaged or of another model
   */
  Bitmap decode(Container file, DoubleConsumer progress) {
    Container.Head head = file.head();
    if (!head.fingerprint().equals(model.fingerprint())) {
      throw new IllegalArgumentException(
          "the file must be decoded by the model it was coded by: it names %s, the model is %s"
              .formatted(head.fingerprint(), model.fingerprint()));
    }
    if (head.raw()) {
      return file.samples();
    }
    FeatureMaps latent = latents(head);
    int unit = model.architecture().unit();
    for (int i = 0; i < head.tiles(); i++) {
      double share = (double) i / head.tiles();
      TileCoder coder =
          new TileCoder(model, head.quality(), head.skipping(), () -> progress.accept(share));
      Area area = area(head, i);
      Container.Tile tile = file.tiles().get(i);
      try {
        place(
            coder.decode(tile.stream(), tile.crc(), area.height / unit, area.width / unit),
            area,
            latent);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "tile %d of %d is damaged: %s".formatted(i + 1, head.tiles(), e.getMessage()), e);
      }
    }
    Bitmap picture = show(latent, head, progress);
    return head.alpha()
        ? picture.withAlpha(AlphaChunk.read(file.rest(), head.width(), head.height()))
        : picture;
  }

  /** ŷ of the whole picture, all 0, without the padding of tiles. */
  private FeatureMaps latents(Container.Head head) {
    int stride = model.architecture().stride();
    return new FeatureMaps(
        model.architecture().latent(),
        roundUp(head.height(), stride) / stride,
        roundUp(head.width(), stride) / stride);
  }

  /** g_s on windows with a halo, which shows no seam: each pixel is that of the whole picture. */
  private Bitmap show(FeatureMaps latent, Container.Head head, DoubleConsumer progress) {
    int stride = model.architecture().stride();
    int halo = model.architecture().networks().learned() ? WIDE_HALO : HALO;
    Bitmap picture = Bitmap.blank(head.width(), head.height(), head.grey() ? 1 : 3);
    for (int top = 0; top < head.height(); top += WINDOW) {
      for (int left = 0; left < head.width(); left += WINDOW) {
        progress.accept(1);
        int firstRow = Math.max(0, top - halo) / stride;
        int firstColumn = Math.max(0, left - halo) / stride;
        int rows = Math.min(latent.height(), (top + WINDOW + halo) / stride) - firstRow;
        int columns = Math.min(latent.width(), (left + WINDOW + halo) / stride) - firstColumn;
        FeatureMaps seen = latent.part(firstRow, firstColumn, rows, columns);
        Pixels.put(
            model.synthesise(seen, head.quality()),
            top - firstRow * stride,
            left - firstColumn * stride,
            picture,
            new Area(
                top,
                left,
                Math.min(WINDOW, head.height() - top),
                Math.min(WINDOW, head.width() - left)));
      }
    }
    return picture;
  }

  /** Processor time to decode what was coded, the shortest of some runs. */
  double secondsToDecode(Encoded coded, int repeats) {
    Container file = Container.read(coded.file);
    int[] sink = new int[1];
    return Timing.processorSeconds(repeats, () -> sink[0] += decode(file, _ -> {}).width());
  }
}
