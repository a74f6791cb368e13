package offprint.papers.spatiotemporalentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import offprint.kernels.image.YuvFrame;
import offprint.kernels.neural.FeatureMaps;
import offprint.kernels.neural.StrictEngine;
import offprint.kernels.neural.StrictWeights;
import offprint.kernels.neural.TorchEngine;
import offprint.kernels.torch.Parameters;
import offprint.kernels.torch.Safetensors;
import offprint.kernels.torch.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** E and D, in the way that encoder and decoder run them and in the way that training does. */
class LearnedTransformTest {
  private static final Sizes SIZES = new Sizes(48, 4, 8, 8, 16, 6, Train.Skip.DCT, 1, false);

  private static Map<String, Safetensors.Tensor> waves(
      Parameters.Declaration declaration, double size) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    try (Session session = Session.open()) {
      declaration
          .on(session, new SplittableRandom(1))
          .tensors()
          .forEach(
              (name, tensor) -> {
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                float[] values = new float[tensor.data().remaining() / 4];
                for (int i = 0; i < values.length; i++) {
                  values[i] = (float) (size * Math.sin(.7 * i + name.length()));
                }
                tensors.put(name, Safetensors.Tensor.of(values, shape));
              });
    }
    return tensors;
  }

  @Test
  void atFirstItIsTheCosineCodec() throws IOException {
    YuvFrame frame = Clips.example("cisco-people").getFirst();
    Sizes sizes = new Sizes(192, 4, 8, 8, 16, 6, Train.Skip.DCT, 1, false);
    Transform plain = Transform.of(new Frequencies(192), Levels.plain(192, .5f));
    try (Session session = Session.open()) {
      Parameters first = new Weights(sizes).transform().on(session, new SplittableRandom(2));
      Safetensors file = Safetensors.of(ModelTensors.stored(first.tensors()), Map.of());
      Transform learned = Transform.of(sizes, Levels.plain(192, .5f), file);
      assertThat(learned.network()).isNotNull();
      Latents y = learned.analyse(frame, 1);
      assertThat(y.sameAs(plain.analyse(frame, 1))).isTrue();
      YuvFrame back = learned.synthesise(y, 1, frame.width(), frame.height());
      assertThat(back.sameAs(plain.synthesise(y, 1, frame.width(), frame.height()))).isTrue();
    }
  }

  @Test
  void convolutionAndShuffleContainTheTransposedConvolution() {
    int in = 3;
    int out = 2;
    float[] kernel = new float[in * out * 25]; // [in, out, 5, 5], stride 2, padding 2, 1 more below
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) Math.sin(1.3 * i);
    }
    float[] weight = new float[4 * out * in * 9];
    for (int i = 0; i < kernel.length; i++) {
      int u = i % 25 / 5;
      int v = i % 5;
      int map = 4 * (i / 25 % out) + 2 * (u % 2) + v % 2;
      weight[(map * in + i / 25 / out) * 9 + (2 - u / 2) * 3 + 2 - v / 2] = kernel[i];
    }
    Map<String, Safetensors.Tensor> tensors =
        Map.of(
            "a.weight", Safetensors.Tensor.of(weight, 4 * out, in, 3, 3),
            "a.bias", Safetensors.Tensor.of(new float[4 * out], 4 * out));
    StrictEngine engine = new StrictEngine(StrictWeights.of(Safetensors.of(tensors, Map.of()), ""));
    FeatureMaps x = new FeatureMaps(in, 4, 5);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) Math.cos(.9 * i);
    }
    FeatureMaps y = engine.pixelShuffle(engine.convolve("a", x, 1));
    double[] sums = new double[out * 8 * 10];
    for (int c = 0; c < in; c++) {
      for (int p = 0; p < 20; p++) {
        for (int t = 0; t < out * 25; t++) {
          int row = 2 * (p / 5) + t % 25 / 5 - 2;
          int column = 2 * (p % 5) + t % 5 - 2;
          if (row >= 0 && row < 8 && column >= 0 && column < 10) {
            sums[(t / 25 * 8 + row) * 10 + column] +=
                (double) x.at(c, p / 5, p % 5) * kernel[c * out * 25 + t];
          }
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      assertThat((double) y.values()[i]).as("at %d", i).isCloseTo(sums[i], within(1e-5));
    }
  }

  @Test
  void trainingRunsTheSameNetworks() {
    Map<String, Safetensors.Tensor> tensors = waves(new Weights(SIZES).transform(), .1);
    Safetensors file = Safetensors.of(tensors, Map.of());
    TransformNetwork<FeatureMaps> strict =
        new TransformNetwork<>(new StrictEngine(StrictWeights.of(file, "")));
    FeatureMaps x = new FeatureMaps(6, 16, 32);
    for (int i = 0; i < x.values().length; i++) {
      x.values()[i] = (float) (90 * Math.sin(.31 * i));
    }
    FeatureMaps u = strict.analyse(x);
    assertThat(List.of(u.channels(), u.height(), u.width())).containsExactly(48, 2, 4);
    FeatureMaps back = strict.synthesise(u);
    assertThat(List.of(back.channels(), back.height(), back.width())).containsExactly(6, 16, 32);
    try (Session session = Session.open()) {
      Parameters parameters = new Weights(SIZES).transform().on(session, new SplittableRandom(1));
      parameters.load(file);
      float[] torch =
          session.evaluate(
              () -> {
                TransformNetwork<NDArray> network =
                    new TransformNetwork<>(new TorchEngine(parameters.views()));
                NDArray planes = session.constant(x.values(), 1, 6, 16, 32);
                return network.synthesise(network.analyse(planes));
              });
      for (int i = 0; i < torch.length; i++) {
        assertThat(back.values()[i]).isCloseTo(torch[i], within(1e-3f));
      }
    }
  }

  @Test
  void whatTrainingCallsTheErrorIsTheCodecsOwn() throws IOException {
    YuvFrame frame = Clips.example("cisco-people").getFirst();
    int side = 96;
    Footage footage = new Footage(null, List.of(frame, frame, frame), 1, side, Footage.MANY);
    Map<String, Safetensors.Tensor> tensors = waves(new Weights(SIZES).transform(), .02);
    tensors.putAll(waves(Weights.correction(true), .02));
    Safetensors file = Safetensors.of(tensors, Map.of());
    Levels levels = Levels.plain(48, .4f);
    Transform plain = Transform.of(new Frequencies(48), levels);
    Transform learned = Transform.of(SIZES, levels, file);
    Footage.Pair pair = footage.draw(plain, new SplittableRandom(3));
    Latents y = learned.analyse(pair.frame(), 2);
    YuvFrame back = learned.synthesise(y, 2, side, side);
    double squares = 0;
    for (int plane = 0; plane < 3; plane++) {
      for (int i = 0; i < back.plane(plane).length; i++) {
        squares +=
            Math.pow((back.plane(plane)[i] & 0xFF) - (pair.frame().plane(plane)[i] & 0xFF), 2);
      }
    }
    try (Session session = Session.open()) {
      SplittableRandom random = new SplittableRandom(1);
      Parameters transform = new Weights(SIZES).transform().on(session, random);
      transform.load(file);
      Parameters correction = Weights.correction(true).on(session, random);
      correction.load(file);
      Parameters logs = TransformLoss.declare(levels, 48).on(session, random);
      TransformLoss loss =
          new TransformLoss(
              session,
              SIZES,
              Rounding.plain(.4f),
              TransformLoss.basis(session, plain.cosine(), 48),
              transform,
              logs,
              correction);
      Neighbours neighbours = Neighbours.of(new Frequencies(48));
      Parameters linear = new Weights(SIZES).linear(false, false).on(session, random);
      EntropyLoss entropy = new EntropyLoss(session, neighbours, false, 1, false, linear, null);
      LatentCoder.Priors all = LatentCoder.Priors.ALL;
      int[] quality = {2};
      double cost =
          session
              .evaluate(
                  () ->
                      loss.cost(
                          List.of(pair), quality, entropy, all, Course.Middle.INSTANCE, false))[0];
      double bits =
          session
              .evaluate(
                  () ->
                      entropy.bitsPerPixel(
                          List.of(new Example(y, null, 2)), all, Course.Middle.INSTANCE))[0];
      double priced = (cost - bits) * 36 * 36 / 7.5 * side * side;
      assertThat(priced).isCloseTo(squares, within(0.02 * squares)); // pixels are rounded
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothFormsOfTheCorrectionAreWhatTrainingSees(boolean deep) throws IOException {
    Map<String, Safetensors.Tensor> tensors = waves(Weights.correction(deep), .1);
    Safetensors file = Safetensors.of(tensors, Map.of());
    Levels levels = Levels.plain(48, .4f);
    Transform corrected =
        Transform.of(new Sizes(48, 4, 8, 8, 16, 0, Train.Skip.DCT, 1, false), levels, file);
    Correction<FeatureMaps> correction = Objects.requireNonNull(corrected.correction());
    assertThat(correction.deep()).isEqualTo(deep);
    assertThat(correction.unit(3)).isEqualTo(deep ? 60 : 64);
    YuvFrame frame = Clips.waves(50, 40, 0, 1);
    Latents y = corrected.analyse(frame, 3);
    FeatureMaps x = corrected.planes(y, 3);
    FeatureMaps strict = Correction.apply(correction, x, 3);
    try (Session session = Session.open()) {
      Parameters parameters = Weights.correction(deep).on(session, new SplittableRandom(1));
      parameters.load(file);
      CorrectionLoss loss = new CorrectionLoss(session, parameters);
      float[] torch =
          session.evaluate(
              () ->
                  loss.corrected(
                      session.constant(x.values(), 1, x.channels(), x.height(), x.width()),
                      new int[] {3}));
      double moved = 0;
      for (int i = 0; i < torch.length; i++) {
        assertThat(strict.values()[i]).isCloseTo(torch[i], within(1e-2f));
        moved += Math.abs(torch[i] - x.values()[i]);
      }
      assertThat(moved / torch.length).isGreaterThan(.1);
    }
  }

  @Test
  void placesWithinABlockRepeat() {
    FeatureMaps places = Correction.places(16, 24);
    assertThat(List.of(places.at(0, 0, 0), places.at(0, 9, 7), places.at(1, 3, 16)))
        .containsExactly(-1f, 1f, 1f);
    assertThat(List.of(places.at(2, 0, 5), places.at(2, 15, 5), places.at(3, 8, 5)))
        .containsExactly(-1f, 1f, 1f);
  }

  @Test
  void aModelFileBringsItBack() throws IOException {
    Map<String, Safetensors.Tensor> tensors = waves(new Weights(SIZES).transform(), .1);
    tensors.putAll(waves(new Weights(SIZES).linear(false, false), .1));
    tensors.putAll(waves(new Weights(SIZES).linear(true, false), .1));
    float[][] gain = new float[4][48];
    for (int i = 0; i < 4 * 48; i++) {
      gain[i / 48][i % 48] = .03f + .0001f * i;
    }
    Levels levels = new Levels(Rounding.plain(.4f), Levels.plain(48, .4f).back(), gain);
    Model model = ModelTensors.of(Clips.file(SIZES, levels, tensors)).model();
    assertThat(model.sizes()).isEqualTo(SIZES);
    assertThat(model.transform().levels().gain()).isDeepEqualTo(gain);
    Transform made =
        Transform.of(SIZES, levels, Safetensors.of(ModelTensors.stored(tensors), Map.of()));
    YuvFrame frame = Clips.waves(50, 40, 0, 1);
    assertThat(model.transform().analyse(frame, 1).sameAs(made.analyse(frame, 1))).isTrue();
    assertThat(
            made.analyse(frame, 1)
                .sameAs(Transform.of(new Frequencies(48), levels).analyse(frame, 1)))
        .isFalse();
    assertThatThrownBy(() -> new Sizes(48, 4, 8, 8, 16, 0, Train.Skip.NONE, 1, false))
        .hasMessageContaining("transform must be at least 1 where skip is none: got 0");
  }
}
