package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import offprint.engine.Examples;
import offprint.engine.Json;
import offprint.engine.Listener;
import offprint.engine.Outcome;
import offprint.engine.PaperMethod;
import offprint.engine.ParameterSchema;
import offprint.engine.Runner;
import offprint.engine.Sources;
import offprint.kernels.image.FrameQuality;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import offprint.method.Chart;
import offprint.method.Method;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class TrainTest {
  @TempDir Path folder;

  private <P extends Record> Outcome run(Method<P> method, Path out, String given)
      throws Exception {
    ParameterSchema<P> schema = new ParameterSchema<>(method);
    ObjectNode node = (ObjectNode) Json.MAPPER.readTree(given.replace('\'', '"'));
    P params = schema.read(method.presets().getFirst().name(), node);
    Files.createDirectories(out);
    Sources sources = new Sources(folder.resolve("home"), false);
    return new Runner(sources, Listener.SILENT).run(PaperMethod.of(method), params, 1, out);
  }

  @Test
  void aModelOfFewStepsSavesBitsAndCodesAClipInAFileThatComesBack() throws Exception {
    Path trained = folder.resolve("train");
    var metrics = run(new Train(), trained, "{'fitSteps':40,'steps':2}").report().metrics();
    assertThat(metrics.get("intra_fit_best")).isLessThan(0.85 * metrics.get("intra_fit_first"));
    assertThat(metrics.get("video_fit_best")).isLessThan(0.75 * metrics.get("video_fit_first"));
    assertThat(metrics.get("video_fit_best")).isLessThan(0.8 * metrics.get("intra_fit_best"));
    Path clip = folder.resolve("clip.y4m");
    List<YuvFrame> frames = List.of(Clips.waves(40, 30, 0, 1), Clips.waves(40, 30, 1, 2));
    Files.write(clip, Clips.y4m(frames));
    Path model = trained.resolve("model.safetensors");
    Path coded = folder.resolve("coded");
    run(new Encode(), coded, "{'clip':'%s','model':'%s'}".formatted(clip, model));
    Path decoded = folder.resolve("decoded");
    String given = "{'clip':'%s','model':'%s'}".formatted(coded.resolve("clip.ofv"), model);
    run(new Decode(), decoded, given);
    List<YuvFrame> back = Clips.read(Files.readAllBytes(decoded.resolve("clip.y4m")));
    assertThat(back).hasSize(2);
    assertThatThrownBy(
            () ->
                run(
                    new Decode(),
                    folder.resolve("other"),
                    "{'clip':'%s'}".formatted(coded.resolve("clip.ofv"))))
        .hasMessageContaining("made with model");
    Path again = folder.resolve("again");
    String more = "{'start':'%s','fitSteps':3,'steps':0,'correctionSteps':0}".formatted(model);
    var after = run(new Train(), again, more).report().metrics();
    assertThat(after.get("video_fit_first")).isLessThan(0.8 * metrics.get("video_fit_first"));
  }

  @Test
  void aLearnedTransformLowersRateAndErrorAndComesBack() throws Exception {
    for (String skip : List.of("dct", "none")) {
      Path out = folder.resolve(skip);
      String given =
          "{'transform':8,'skip':'%s','transformSteps':60,'fitSteps':6,'steps':0}".formatted(skip);
      var metrics = run(new Train(), out, given).report().metrics();
      assertThat(metrics.get("transform_best"))
          .isLessThan((skip.equals("dct") ? 0.98 : 0.9) * metrics.get("transform_first"));
      Path clip = folder.resolve("t.y4m");
      Files.write(clip, Clips.y4m(List.of(Clips.waves(40, 30, 0, 1), Clips.waves(40, 30, 1, 2))));
      String file = "{'clip':'%s','model':'%s'}";
      Path model = out.resolve("model.safetensors");
      Path coded = out.resolve("coded");
      Outcome encoded = run(new Encode(), coded, file.formatted(clip, model));
      Path decoded = out.resolve("decoded");
      run(new Decode(), decoded, file.formatted(coded.resolve("clip.ofv"), model));
      List<YuvFrame> back = Clips.read(Files.readAllBytes(decoded.resolve("clip.y4m")));
      FrameQuality last = FrameQuality.between(Clips.waves(40, 30, 1, 2), back.get(1));
      FrameQuality first = FrameQuality.between(Clips.waves(40, 30, 0, 1), back.get(0));
      assertThat((first.weighted() + last.weighted()) / 2)
          .isCloseTo(encoded.report().metrics().get("psnr_db"), within(1e-9));
    }
  }

  @Test
  void equalSeedsGiveEqualModels() throws Exception {
    String tiny = "{'fitSteps':2,'steps':1,'transform':4,'transformSteps':1}";
    run(new Train(), folder.resolve("a"), tiny);
    run(new Train(), folder.resolve("b"), tiny);
    assertThat(Files.readAllBytes(folder.resolve("a/model.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b/model.safetensors")));
  }

  @Test
  void trainingCountsTheBitsThatTheCoderSpends() throws Exception {
    byte[] file;
    try (InputStream in = Examples.get("spatiotemporal-entropy-model").open()) {
      file = in.readAllBytes();
    }
    Safetensors tensors = ModelTensors.of(file).tensors();
    Model model = ModelTensors.of(file).model();
    LatentCoder coder = new LatentCoder(new Frequencies(model.sizes().channels()));
    List<YuvFrame> clip = Clips.example("cisco-people");
    Latents before = model.transform().analyse(clip.get(0), 1);
    Latents y = model.transform().analyse(clip.get(1), 1);
    SplittableRandom random = new SplittableRandom(4);
    try (Session session = Session.open()) {
      for (boolean video : new boolean[] {false, true}) {
        Weights weights = new Weights(model.sizes());
        Parameters linear = weights.linear(video, false).on(session, random);
        linear.load(tensors);
        Parameters network = weights.network(video).on(session, random);
        network.load(tensors);
        EntropyLoss loss =
            new EntropyLoss(
                session,
                coder.neighbours(),
                video,
                model.sizes().mixture(),
                model.sizes().residual(),
                linear,
                network);
        List<Example> one = List.of(new Example(y, video ? before : null, 1));
        for (int off = 0; off < 4; off++) {
          LatentCoder.Priors priors =
              new LatentCoder.Priors(
                  (off & 1) == 0,
                  (off & 2) == 0 ? Encode.Spatial.CHECKERBOARD : Encode.Spatial.NONE);
          double perPixel =
              session.evaluate(() -> loss.bitsPerPixel(one, priors, Halves.INSTANCE))[0];
          LatentCoder.Bits bits = new LatentCoder.Bits(y.area());
          coder.encode(
              video ? model.video() : model.intra(), y, video ? before : null, 1, priors, bits);
          assertThat(perPixel * y.area() * 256)
              .isCloseTo(bits.total(), within(0.02 * bits.total()));
        }
      }
    }
  }

  /** Draws 0.5 always. */
  private enum Halves implements RandomGenerator {
    INSTANCE;

    @Override
    public long nextLong() {
      return Long.MIN_VALUE;
    }
  }

  @Test
  void aGivenClipIsMeasuredAndLearnedFrom() throws Exception {
    List<YuvFrame> frames = new ArrayList<>();
    for (int t = 0; t < 12; t++) {
      frames.add(Clips.waves(48, 40, t, t));
    }
    Path clip = folder.resolve("own.y4m");
    Files.write(clip, Clips.y4m(frames));
    String given = "{'clip':'%s','frames':0,'ownSteps':30}".formatted(clip);
    var metrics = run(new Reproduce(), folder.resolve("own"), given).report().metrics();
    assertThat(metrics.get("ratio_clip")).isBetween(0.1, 0.9);
    assertThat(metrics).containsEntry("pixels_that_differ", 0.0);
    assertThat(metrics.get("own_footage_least_percent")).isBetween(0.5, 50.0);
    assertThatThrownBy(() -> run(new Reproduce(), folder.resolve("short"), "{'ownSteps':2}"))
        .hasMessageContaining("fewer than 12 frames of the clip are measured: got 2 with 5");
  }

  @Test
  @Tag("experiment")
  void priorsTrainedApartSaveBits() throws Exception {
    var apart =
        run(new Reproduce(), folder.resolve("apart"), "{'frames':2,'apartSteps':4}")
            .report()
            .metrics();
    assertThat(apart.get("apart_no_temporal_percent")).isGreaterThan(20);
    assertThat(apart.get("apart_no_spatial_percent")).isGreaterThan(5);
    assertThat(apart.get("apart_spatial_percent")).isGreaterThan(3);
    assertThat(Math.abs(apart.get("apart_residual_percent"))).isLessThan(20);
  }

  @Test
  void encodeSaysWhereBitsGoAndHowSimilarTheFramesAre() throws Exception {
    Path clip = folder.resolve("c.y4m");
    Files.write(clip, Clips.y4m(List.of(Clips.waves(48, 32, 0, 1), Clips.waves(48, 32, 1, 2))));
    Path out = folder.resolve("map");
    var report = run(new Encode(), out, "{'clip':'%s'}".formatted(clip)).report();
    Chart map =
        (Chart)
            report.blocks().stream()
                .filter(b -> b instanceof Chart c && c.title().startsWith("Bits a frame at"))
                .findFirst()
                .orElseThrow();
    double cells = map.series().getFirst().z().stream().mapToDouble(Double::doubleValue).sum();
    List<String> csv = Files.readAllLines(out.resolve("frames.csv"));
    double bits = 0;
    double similarity = 0;
    for (String line : csv.subList(1, 3)) {
      String[] row = line.split(",");
      bits += (Double.parseDouble(row[4]) + Double.parseDouble(row[5])) / 2;
      similarity += Double.parseDouble(row[10]) / 2;
    }
    assertThat(cells).isCloseTo(bits, within(0.01));
    assertThat(report.metrics().get("ms_ssim")).isCloseTo(similarity, within(1e-5));
    assertThat(similarity).isBetween(0.9, 0.9999);
    assertThat(report.metrics()).containsEntry("ms_ssim_scales", 2.0);
    Files.write(clip, Clips.y4m(List.of(Clips.waves(8, 8, 0, 1))));
    assertThat(run(new Encode(), out, "{'clip':'%s'}".formatted(clip)).report().metrics())
        .doesNotContainKey("ms_ssim");
  }

  @Test
  void badInputIsRefusedByName() {
    assertThatThrownBy(() -> run(new Train(), folder.resolve("x"), "{'channels':50}"))
        .hasMessageContaining(
            "channels must be a multiple of 6 in 6 to 384 or of 8 in 48 to 384: got 50");
    assertThatThrownBy(() -> run(new Train(), folder.resolve("x"), "{'pictures':''}"))
        .hasMessageContaining("2 pictures or 4 frames");
    assertThatThrownBy(
            () ->
                run(new Encode(), folder.resolve("x"), "{'clip':'example:kodak-train','first':99}"))
        .hasMessageContaining("first must be below the number of frames of the clip: got 99");
    assertThatThrownBy(
            () -> run(new Encode(), folder.resolve("x"), "{'model':'example:moby-char-16'}"))
        .hasMessageContaining("model must be a model of spatiotemporal-entropy/train");
  }
}
