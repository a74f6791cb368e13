package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.harness.Wording;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.Distortion;
import offprint.kernels.image.JpegCodec;
import offprint.kernels.image.StructuralSimilarity;
import offprint.kernels.torch.Safetensors;
import offprint.method.Card;
import offprint.method.Chart;
import offprint.method.Kind;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;
import offprint.method.Table;

/** Codes a picture to a file. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Encode implements Method<Encode.Params> {
  static final Source MODEL = Source.example("mlicv2-kodak");

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
              help = "Side of the tiles that are coded by themselves: 256, 512, 1024, 2048 or 4096",
              unit = "pixels",
              value = "512")
          @Min(256)
          @Max(4096)
          int tile,
      @Param(
              help =
                  "Steps of the refinement of each tile; smaller files for more time to encode,"
                      + " none to decode",
              unit = "steps",
              value = "0")
          @Min(0)
          @Max(2000)
          int refine,
      @Param(
              help =
                  "Whether elements that the model expects to be 0 are not coded (guided selective"
                      + " compression); for models trained with gsc-steps",
              value = "false")
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
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    PictureSet set = PictureSet.read("picture", params.picture, run);
    if (set.pictures().size() != 1) {
      throw new IllegalArgumentException(
          "picture must be one picture: got a zip of " + set.pictures().size());
    }
    Bitmap picture = set.pictures().getFirst();
    Model model = model(params.model, run);
    if (params.gsc && !model.skipping()) {
      throw new IllegalArgumentException(
          "gsc must be false for a model without its network (train with gscSteps): got true");
    }
    if (params.refine > 0 && model.architecture().networks().learned()) {
      throw new IllegalArgumentException(
          "refine must be 0 for a model whose transform is learned: got " + params.refine);
    }
    Refinement refinement = null;
    if (params.refine > 0) {
      try (InputStream in = run.open(params.model)) {
        refinement = new Refinement(Safetensors.read(in), params.refine, run.random());
      }
    }
    Quality quality = Quality.of(params.quality);
    PictureCodec.Encoded coded =
        new PictureCodec(model)
            .encode(
                picture,
                quality,
                new PictureCodec.Options(
                    Integer.numberOfTrailingZeros(params.tile), params.gsc, refinement),
                share -> run.progress(0.1 + 0.7 * share, "coding tiles"));
    write(run, "picture.omli", coded.file());
    run.progress(0.85, "the decoded picture");
    write(run, "decoded.png", BitmapWriter.png(coded.decoded()));
    List<Report.Block> blocks = new ArrayList<>();
    set.notices().forEach(notice -> blocks.add(Note.notice(notice)));
    return report(picture, coded, model, params, blocks, run);
  }

  static Model model(Source source, Run run) throws IOException {
    try (InputStream in = run.open(source)) {
      return ModelFile.read(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model: " + e.getMessage(), e);
    }
  }

  static void write(Run run, String name, byte[] bytes) throws IOException {
    try (OutputStream out = run.create(name)) {
      out.write(bytes);
    }
  }

  private static Report report(
      Bitmap picture,
      PictureCodec.Encoded coded,
      Model model,
      Params params,
      List<Report.Block> blocks,
      Run run) {
    Bitmap original = picture.opaque();
    Bitmap decoded = coded.decoded().opaque();
    int bytes = coded.file().length;
    double pixels = (double) picture.width() * picture.height();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("bytes", (double) bytes);
    metrics.put("bits_per_pixel", 8 * bytes / pixels);
    boolean exact = original.sameAs(decoded);
    List<List<Object>> rows = new ArrayList<>();
    rows.add(List.of("size in pixels", picture.width() + " x " + picture.height()));
    rows.add(List.of("bytes of the file", bytes));
    rows.add(List.of("bits a pixel", 8 * bytes / pixels));
    run.progress(0.9, "JPEG beside it");
    byte[] jpegFile = JpegCodec.within(original, bytes);
    Bitmap jpeg = JpegCodec.decode(jpegFile).rgb();
    if (exact) {
      rows.add(List.of("PSNR in dB", "equal to the original"));
    } else {
      double psnr = Distortion.psnr(original, decoded);
      metrics.put("psnr_db", psnr);
      rows.add(List.of("PSNR in dB", psnr));
      metrics.put("gain_over_jpeg_db", psnr - Distortion.psnr(original.rgb(), jpeg));
      rows.add(List.of("dB over JPEG of at most these bytes", metrics.get("gain_over_jpeg_db")));
    }
    if (Math.min(picture.width(), picture.height()) >= StructuralSimilarity.LEAST_SIDE) {
      double similarity = StructuralSimilarity.msSsim(original, decoded);
      metrics.put("ms_ssim", similarity);
      rows.add(List.of("MS-SSIM", similarity));
    }
    Container file = Container.read(coded.file());
    double table = IntStream.range(0, coded.bits().length).mapToDouble(i -> coded.bits()[i]).sum();
    long streams = file.tiles().stream().mapToLong(tile -> tile.stream().length).sum();
    if (!file.raw()) {
      metrics.put("excess_bytes", streams - (1.001 * table / 8 + 12.0 * file.tiles().size()));
    }
    if (params.gsc && !file.raw()) {
      metrics.put("skipped_percent", 100 * coded.skipped());
      rows.add(List.of("elements not coded, %", 100 * coded.skipped()));
      rows.add(List.of("J of the latents, bits a pixel", coded.costs()[1] / pixels));
    }
    if (params.refine > 0 && coded.costs()[0] > 0) {
      double saving = 100 * (1 - coded.costs()[1] / coded.costs()[0]);
      metrics.put("refine_saving_percent", saving);
      rows.add(List.of("J before refinement, bits a pixel", coded.costs()[0] / pixels));
      rows.add(List.of("J after refinement, bits a pixel", coded.costs()[1] / pixels));
    }
    blocks.add(new Table("The coded picture", List.of("", "value"), rows));
    if (!exact) {
      blocks.add(SideBySide.of(picture, coded.decoded(), bytes, jpeg, jpegFile.length));
      blocks.add(bits(coded.bits(), pixels));
      blocks.add(BitMap.of(coded.places(), model.architecture().stride()));
    }
    blocks.add(
        Note.text(
            "decoded.png is what the decoder will show; picture.omli and the model file are all it"
                + " needs. Tiles of %d pixels.".formatted(params.tile)));
    double gain = metrics.getOrDefault("gain_over_jpeg_db", Double.NaN);
    return new Report(
        "The picture takes %,d bytes, %s bits a pixel%s."
            .formatted(
                bytes,
                Wording.number(8 * bytes / pixels),
                Double.isNaN(gain)
                    ? ""
                    : "; JPEG of that size is %s dB %s"
                        .formatted(Wording.number(Math.abs(gain)), gain >= 0 ? "worse" : "better")),
        blocks,
        metrics);
  }

  private static Chart bits(double[] bits, double pixels) {
    List<String> names = new ArrayList<>(List.of("z"));
    for (int i = 1; i < bits.length; i++) {
      names.add("%d%s".formatted((i - 1) / 2, i % 2 == 1 ? "a" : "b"));
    }
    return new Chart(
        "Bits of the hyperprior and of each slice",
        Chart.Axis.category("z, then slices: a anchors, b the others", names),
        Chart.Axis.linear("bits a pixel"),
        List.of(
            Chart.Series.bars(
                "bits a pixel",
                IntStream.range(0, bits.length).mapToDouble(i -> bits[i] / pixels).toArray())),
        "The anchors of the first slice see nothing but z.");
  }
}
