package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import offprint.harness.Findings;
import offprint.harness.Frame;
import offprint.harness.Inputs;
import offprint.harness.Part;
import offprint.harness.Plot;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.Distortion;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.StructuralSimilarity;
import offprint.kernels.neural.FeatureMaps;
import offprint.method.Card;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Codes a picture to a file. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Encode implements Method<Encode.Params> {
  private static final int MOST_SHOWN = 768;

  /** The share of places that may be whiter than white in the map of bits. */
  private static final double OVER = 0.01;

  public record Params(
      @Param(
              help = "Picture to code: PNG, JPEG, GIF, BMP, PPM or PGM",
              value = "example:kodim20",
              accepts = Kind.PICTURE)
          Source picture,
      @Param(
              help = "Model file of a train run; the default is shipped",
              value = "example:mlicv2-kodak",
              accepts = Kind.MODEL)
          Source model,
      @Param(help = "How fine: 1 (small file) to 6", value = "3") @DecimalMin("1") @DecimalMax("6")
          double quality,
      @Param(
              label = "Tile side",
              help = "Side of the tiles that are coded by themselves: 256, 512, 1024, 2048 or 4096",
              unit = "pixels",
              value = "512",
              advanced = true)
          @Min(256)
          @Max(4096)
          int tile,
      @Param(
              label = "Refinement",
              help =
                  "Steps of the refinement of each tile; smaller files for more time to encode,"
                      + " none to decode",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(2000)
          int refine,
      @Param(
              label = "Skip zeros (GSC)",
              help =
                  "Whether elements that the model expects to be 0 are not coded (guided selective"
                      + " compression); for models trained with gsc-steps",
              value = "false",
              advanced = true)
          boolean gsc) {
    public Params {
      if (Integer.bitCount(tile) != 1) {
        throw new IllegalArgumentException(
            "tile must be 256, 512, 1024, 2048 or 4096: got " + tile);
      }
    }
  }

  @Override
  public Card card() {
    return new Card(
        "encode", "Codes a picture to a small .omli file and shows it beside JPEG at equal size.");
  }

  @Override
  public List<Preset> presets() {
    return List.of(Preset.QUICK, Preset.of("refined", "tile=256", "refine=100"));
  }

  @Override
  public Report run(Params p, Run run) throws IOException {
    run.progress(0, "reading");
    Findings out = new Findings(run);
    PictureSet set = PictureSet.read("picture", p.picture, out);
    if (set.size() != 1) {
      throw new IllegalArgumentException("picture must be one picture: got a zip of " + set.size());
    }
    Bitmap picture = set.pictures().getFirst();
    Model model = Model.read("model", p.model, new Inputs(out));
    if (p.gsc && !model.skipping()) {
      throw new IllegalArgumentException(
          "gsc must be false for a model without its network (train with gscSteps): got true");
    }
    if (p.refine > 0 && model.architecture().networks().learned()) {
      throw new IllegalArgumentException(
          "refine must be 0 for a model whose transform is learned: got " + p.refine);
    }
    PictureCodec.Options options =
        new PictureCodec.Options(
            Integer.numberOfTrailingZeros(p.tile),
            p.gsc,
            p.refine > 0 ? new Refinement(model, p.refine, run.random()) : null);
    PictureCodec.Encoded coded =
        new PictureCodec(model)
            .encode(
                picture,
                Quality.of(p.quality),
                options,
                Part.of(run, 0.1, 0.8, "").stage("coding tiles"));
    run.progress(0.85, "the decoded picture");
    out.file("picture.omli", file -> file.write(coded.file()))
        .file("decoded.png", file -> file.write(BitmapWriter.png(coded.decoded())));
    double gain = beside(picture, coded, out);
    bits(p, picture, coded, model, out);
    out.text(
        "decoded.png is what the decoder will show; picture.omli and the model file are all it"
            + " needs. Tiles of %d pixels.".formatted(p.tile));
    double pixels = (double) picture.width() * picture.height();
    return out.answer(
        "The picture takes %,d bytes, %s bits a pixel%s."
            .formatted(
                coded.file().length,
                Wording.number(8 * coded.file().length / pixels),
                Double.isNaN(gain)
                    ? ", without loss"
                    : "; JPEG of that size is %s dB %s"
                        .formatted(
                            Wording.number(Math.abs(gain)), gain >= 0 ? "worse" : "better")));
  }

  /** Original, decoded picture and JPEG of no more bytes; dB over JPEG, NaN without loss. */
  private static double beside(Bitmap picture, PictureCodec.Encoded coded, Findings out) {
    Bitmap original = picture.opaque();
    Bitmap decoded = coded.decoded().opaque();
    int bytes = coded.file().length;
    double rate = 8 * bytes / ((double) picture.width() * picture.height());
    out.metric("bytes", bytes).metric("bits_per_pixel", rate);
    Frame rows =
        Frame.of("coded picture", "value")
            .row("size in pixels", picture.width() + " x " + picture.height())
            .row("bytes of the file", bytes)
            .row("bits a pixel", rate);
    double gain = Double.NaN;
    if (original.sameAs(decoded)) {
      out.warning("The decoded picture equals the original: its PSNR is infinite.");
    } else {
      out.run().progress(0.9, "JPEG beside it");
      byte[] jpegFile = JpegCodec.within(original, bytes);
      Bitmap jpeg = JpegCodec.decode(jpegFile).rgb();
      double psnr = Distortion.psnr(original, decoded);
      double jpegPsnr = Distortion.psnr(original.rgb(), jpeg);
      gain = psnr - jpegPsnr;
      rows.row("PSNR in dB", psnr).row("dB over JPEG of at most these bytes", gain);
      out.metric("psnr_db", psnr).metric("gain_over_jpeg_db", gain);
      Bitmap ours = middle(decoded.rgb());
      String name = "decoded, %,d bytes, %.2f dB".formatted(bytes, psnr);
      String other = "JPEG, %,d bytes, %.2f dB".formatted(jpegFile.length, jpegPsnr);
      out.compare(
              "Original and decoded picture",
              "the original, then the decoded picture",
              "original",
              middle(original.rgb()),
              name,
              ours)
          .compare(
              "JPEG and decoded picture at equal size",
              "the picture by JPEG, then the decoded one",
              other,
              middle(jpeg),
              name,
              ours);
    }
    if (Math.min(picture.width(), picture.height()) >= StructuralSimilarity.LEAST_SIDE) {
      double similarity = StructuralSimilarity.msSsim(original, decoded);
      rows.row("MS-SSIM", similarity);
      out.metric("ms_ssim", similarity);
    }
    out.table("The coded picture", rows);
    return gain;
  }

  private static Bitmap middle(Bitmap picture) {
    int width = Math.min(MOST_SHOWN, picture.width());
    int height = Math.min(MOST_SHOWN, picture.height());
    return picture.crop(
        (picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
  }

  /** Where the bits go, and what leaving out and refining saved. */
  private static void bits(
      Params p, Bitmap picture, PictureCodec.Encoded coded, Model model, Findings out) {
    Container file = Container.read(coded.file());
    if (file.head().raw()) {
      return;
    }
    double pixels = (double) picture.width() * picture.height();
    double table = Arrays.stream(coded.bits()).sum();
    long streams = file.tiles().stream().mapToLong(tile -> tile.stream().length).sum();
    out.metric("excess_bytes", streams - (1.001 * table / 8 + 12.0 * file.tiles().size()));
    Frame saved = Frame.of("option", "value");
    if (p.gsc) {
      out.metric("skipped_percent", 100 * coded.skipped());
      saved.row("elements not coded, %", 100 * coded.skipped());
    }
    if (p.refine > 0 && coded.costs()[0] > 0) {
      out.metric("refine_saving_percent", 100 * (1 - coded.costs()[1] / coded.costs()[0]));
      saved.row("J before refinement, bits a pixel", coded.costs()[0] / pixels);
    }
    if (!saved.isEmpty()) {
      saved.row("J of the latents, bits a pixel", coded.costs()[1] / pixels);
      out.table("Options of the encoder", saved);
    }
    List<String> names = new ArrayList<>(List.of("z"));
    for (int i = 1; i < coded.bits().length; i++) {
      names.add("%d%s".formatted((i - 1) / 2, i % 2 == 1 ? "a" : "b"));
    }
    out.chart(
        Plot.bars(
            "Bits of the hyperprior and of each slice",
            "z, then slices: a anchors (slice 0: from z alone), b the others",
            names,
            "bits a pixel",
            Arrays.stream(coded.bits()).map(bits -> bits / pixels).toArray()));
    map(coded.places(), model.architecture().stride(), out);
  }

  /** Where the bits of a picture lie: from black, none, over red to white, the most. */
  private static void map(FeatureMaps places, int stride, Findings out) {
    float[] sorted = places.values().clone();
    Arrays.sort(sorted);
    float white = Math.max(1, sorted[(int) ((sorted.length - 1) * (1 - OVER))]);
    int cell = Math.max(1, Math.min(stride, MOST_SHOWN / places.width()));
    Bitmap map = Bitmap.blank(places.width() * cell, places.height() * cell, 3);
    for (int i = 0; i < map.width() * map.height(); i++) {
      float bits = places.at(0, i / map.width() / cell, i % map.width() / cell);
      double heat = Math.clamp((double) bits / white, 0, 1);
      for (int c = 0; c < 3; c++) {
        map.planes().get(c)[i] = (byte) Math.round(255 * Math.clamp(3 * heat - c, 0, 1));
      }
    }
    String title =
        "Bits of each block of %d x %d pixels: black 0, white %.0f and more"
            .formatted(stride, stride, white);
    out.picture(title, title, map);
  }
}
