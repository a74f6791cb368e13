package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offprint.kernels.image.Bitmap;
import org.junit.jupiter.api.Test;

class SkippingTest {
  private static PictureCodec.Encoded encode(PictureCodec codec, Bitmap picture, boolean skipping) {
    return codec.encode(
        picture, Quality.of(3), new PictureCodec.Options(8, skipping, null), _ -> {});
  }

  @Test
  void theDecoderSkipsWhatTheEncoderSkipped() throws Exception {
    PictureCodec codec = new PictureCodec(Model.of(Tiny.skipping(41)));
    for (int[] size : new int[][] {{17, 33, 3}, {300, 90, 4}}) {
      Bitmap picture = Tiny.picture(size[0], size[1], size[2], 42);
      PictureCodec.Encoded coded = encode(codec, picture, true);
      assertThat(coded.skipped()).isBetween(0.01, 0.99);
      Container file = Container.read(coded.file());
      assertThat(file.head().skipping()).isTrue();
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
    PictureCodec codec = new PictureCodec(Model.of(Tiny.file(43)));
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
    Model start = Model.of(Tiny.file(45));
    PictureSet.Split pictures = Tiny.split(3, 1, 96, 96, 46);
    Bitmap heldBack = pictures.heldBack().getFirst();
    Plan plan = Plan.entropy(64, 1, 0.005, 0).skipping(60);
    Trainer.Trained trained =
        Tiny.train(new Trainer(start.architecture(), plan, 1, pictures, start), 47);
    Descent.Outcome outcome = trained.skipping();
    assertThat(outcome).isNotNull();
    assertThat(outcome.best()).isLessThan(0.8 * outcome.first());
    PictureCodec codec = new PictureCodec(Model.of(trained.file()));
    PictureCodec.Encoded with = encode(codec, heldBack, true);
    PictureCodec.Encoded without = encode(codec, heldBack, false);
    assertThat(with.skipped()).isGreaterThan(0.05);
    assertThat(with.costs()[1]).isLessThan(1.05 * without.costs()[1]);
    PictureCodec before = new PictureCodec(start);
    assertThat(without.decoded().sameAs(encode(before, heldBack, false).decoded())).isTrue();
  }
}
