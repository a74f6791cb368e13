package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import offprint.kernels.image.Bitmap;
import offprint.kernels.torch.Safetensors;
import org.junit.jupiter.api.Test;

class SkippingTest {
  private static PictureCodec.Encoded encode(PictureCodec codec, Bitmap picture, boolean skipping) {
    return codec.encode(
        picture, Quality.of(3), new PictureCodec.Options(8, skipping, null), _ -> {});
  }

  @Test
  void theDecoderSkipsWhatTheEncoderSkipped() throws Exception {
    PictureCodec codec = new PictureCodec(Tiny.model(Tiny.skipping(41)));
    for (int[] size : new int[][] {{17, 33, 3}, {300, 90, 4}}) {
      Bitmap picture = Tiny.picture(size[0], size[1], size[2], 42);
      PictureCodec.Encoded coded = encode(codec, picture, true);
      assertThat(coded.skipped()).isBetween(0.01, 0.99);
      Container file = Container.read(coded.file());
      assertThat(file.skipping()).isTrue();
      assertThat(codec.decode(file, _ -> {}).sameAs(coded.decoded())).isTrue();
      PictureCodec.Encoded whole = encode(codec, picture, false);
      assertThat(whole.skipped()).isZero();
      assertThat(whole.file()[5] & 4).isZero();
      assertThat(coded.file()[5] & 4).isEqualTo(4);
      assertThat(codec.decode(Container.read(whole.file()), _ -> {}).sameAs(whole.decoded()))
          .isTrue();
    }
  }

  @Test
  void aModelWithoutTheNetworkIsRefused() throws Exception {
    PictureCodec codec = new PictureCodec(Tiny.model(Tiny.file(43)));
    Bitmap picture = Tiny.picture(40, 40, 3, 44);
    assertThatThrownBy(() -> encode(codec, picture, true))
        .hasMessage("the model has no network that tells what to skip");
    byte[] file = encode(codec, picture, false).file();
    file[5] |= 4;
    assertThatThrownBy(() -> codec.decode(Container.read(file), _ -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no network");
  }

  /** It learns which elements are 0: it skips some, and J does not rise by much, if at all. */
  @Test
  void learnsWhatToSkipWhileAllElseStays() throws Exception {
    Safetensors start = Safetensors.read(new ByteArrayInputStream(Tiny.file(45)));
    Architecture a = ModelFile.architecture(start);
    List<Bitmap> pictures = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      pictures.add(Tiny.picture(96, 96, 3, 46 + i));
    }
    Trainer.Plan plan =
        new Trainer.Plan(a, 64, 1, 0.005, 0, 4, 1, 0, 0, JointTraining.Metric.MSE, 60, 0);
    Trainer.Trained trained =
        new Trainer(plan, pictures.subList(0, 3), pictures.subList(3, 4), start, new Quiet(1), 0, 1)
            .train(Map.of(), new SplittableRandom(47));
    Descent.Outcome outcome = trained.skipping();
    assertThat(outcome).isNotNull();
    assertThat(outcome.best()).isLessThan(0.8 * outcome.first());
    PictureCodec codec = new PictureCodec(ModelFile.read(trained.file()));
    PictureCodec.Encoded with = encode(codec, pictures.getLast(), true);
    PictureCodec.Encoded without = encode(codec, pictures.getLast(), false);
    assertThat(with.skipped()).isGreaterThan(0.05);
    assertThat(with.costs()[1]).isLessThan(1.05 * without.costs()[1]);
    assertThat(
            without
                .decoded()
                .sameAs(
                    encode(new PictureCodec(Tiny.model(Tiny.file(45))), pictures.getLast(), false)
                        .decoded()))
        .isTrue();
  }
}
