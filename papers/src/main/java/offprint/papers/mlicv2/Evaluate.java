package offprint.papers.mlicv2;

import com.google.auto.service.AutoService;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import offprint.method.Card;
import offprint.method.Claim;
import offprint.method.Method;
import offprint.method.Note;
import offprint.method.Param;
import offprint.method.Preset;
import offprint.method.Report;
import offprint.method.Run;
import offprint.method.Source;

/** Measures a model on pictures beside JPEG, the floor and other codecs. */
@SuppressWarnings("rawtypes") // @AutoService cannot name the type with its parameter
@AutoService(Method.class)
public final class Evaluate implements Method<Evaluate.Params> {
  private static final String SCALE =
      "a small model on three Kodak pictures against JPEG; paper: 24 pictures against VTM 17";

  public record Params(
      @Param(help = "Pictures: a zip, or one picture") Source pictures,
      @Param(help = "Model file of a train run; the default is shipped") Source model,
      @Param(help = "How many qualities between 1 and 6") @Min(1) @Max(26) int qualities,
      @Param(help = "Pictures of the zip, at most; 0: all") @Min(0) @Max(4096) int most,
      @Param(help = "Whether to run WebP, JPEG XL and AVIF, where their programs are installed")
          boolean others) {}

  @Override
  public Card card() {
    return Citation.card(
        "evaluate",
        "Measures rate and distortion of a model on pictures beside JPEG and, where installed,"
            + " WebP, JPEG XL and AVIF.");
  }

  @Override
  public List<Preset<Params>> presets() {
    return List.of(
        new Preset<>("quick", new Params(Source.example("kodim20"), Encode.MODEL, 2, 0, false)),
        new Preset<>("full", new Params(Source.example("kodak-test"), Encode.MODEL, 6, 0, true)));
  }

  @Override
  public List<Claim> claims() {
    String where = "abstract (against VTM 17)";
    String figure = "-16.54 % against VTM 17 on Kodak";
    return List.of(
        Claim.atMost(
            "M1-jpeg",
            "the model needs a quarter less than JPEG (mean BD-rate, goal of our sheet)",
            where,
            figure,
            "full",
            "bd_rate_jpeg",
            -25,
            SCALE),
        Claim.atMost(
            "M1-every",
            "it needs less than JPEG on every picture (worst BD-rate)",
            where,
            figure,
            "full",
            "bd_rate_jpeg_worst",
            0,
            SCALE),
        Claim.atMost(
            "M1-floor",
            "it needs no more than a DCT with magnitude contexts (mean BD-rate)",
            where,
            figure,
            "full",
            "bd_rate_floor",
            0,
            SCALE));
  }

  @Override
  public Report run(Params params, Run run) throws IOException {
    run.progress(0, "reading");
    PictureSet set = PictureSet.read("pictures", params.pictures, run);
    Model model = Encode.model(params.model, run);
    List<Report.Block> blocks = new ArrayList<>();
    set.notices().forEach(notice -> blocks.add(Note.notice(notice)));
    Race race = new Race(model, run);
    int count = set.pictures().size();
    int pictures = params.most == 0 ? count : Math.min(count, params.most);
    for (int i = 0; i < pictures; i++) {
      race.add(
          set.names().get(i),
          set.pictures().get(i),
          params.qualities,
          (double) i / pictures,
          (i + 1.0) / pictures);
      if (params.others) {
        race.addOthers(set.names().get(i), set.pictures().get(i), (i + 1.0) / pictures);
      }
    }
    return new RaceReport(race).report(blocks, run);
  }
}
