package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import offprint.engine.Outcome;
import offprint.kernels.image.Bitmap;
import offprint.kernels.image.BitmapWriter;
import offprint.kernels.image.Distortion;
import offprint.papers.Bench;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainTest {
  @TempDir Path folder;

  private Outcome train(String given) throws Exception {
    return new Bench(folder).run(new Train(), given);
  }

  private String zip(int count) throws Exception {
    Path zip = folder.resolve("pictures.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (int i = 0; i < count; i++) {
        entries.putNextEntry(new ZipEntry("picture" + i + ".png"));
        entries.write(BitmapWriter.png(Tiny.picture(96, 80, 3, 100 + i)));
      }
    }
    return zip.toString();
  }

  /** What does not learn neither saves bits nor comes nearer to the picture. */
  @Test
  void learnsToSaveBitsAndToCorrectAndGoesOnFromAModel() throws Exception {
    String sizes = "'steps':60,'enhanceSteps':40,'rate':0.005,'pictures':'%s'".formatted(zip(8));
    Outcome first = train("{" + sizes + "}");
    assertThat(first.report().metrics().get("bits_ratio")).isLessThan(0.9);
    assertThat(first.report().metrics().get("error_ratio")).isLessThan(1);
    Path model = new Bench(folder).newest("model.safetensors");
    Bitmap picture = Tiny.picture(96, 80, 3, 200);
    PictureCodec codec = new PictureCodec(Model.of(Files.readAllBytes(model)));
    PictureCodec.Encoded coded = codec.encode(picture, Quality.of(5), 9, _ -> {});
    assertThat(Distortion.psnr(picture, coded.decoded())).isGreaterThan(30);
    Outcome second = train("{%s,'start':'%s'}".formatted(sizes, model));
    assertThat(second.report().metrics().get("bits_before"))
        .isLessThan(0.9 * first.report().metrics().get("bits_before"));
  }

  @Test
  void wrongInputIsRefusedByName() throws Exception {
    String pictures = "'pictures':'%s'".formatted(zip(1));
    assertThatThrownBy(() -> train("{'stride':12}"))
        .hasMessageContaining("stride must be 8 or 16: got 12");
    assertThatThrownBy(() -> train("{'patch':48}"))
        .hasMessageContaining("patch must be a multiple of 4 stride = 32: got 48");
    assertThatThrownBy(() -> train("{'latent':36,'slices':5}"))
        .hasMessageContaining("latent must be a multiple of slices: got 36 and 5");
    assertThatThrownBy(() -> train("{%s,'start':'%s'}".formatted(pictures, zip(1))))
        .hasMessageStartingWith("start must be a model of mlicv2/train: ");
    Path empty = Files.writeString(folder.resolve("no.png"), "no picture");
    assertThatThrownBy(() -> train("{'pictures':'%s'}".formatted(empty)))
        .hasMessageContaining("pictures: no.png: the picture must be PNG");
    Outcome few = train("{%s,'steps':1}".formatted(pictures));
    assertThat(few.report().blocks().toString()).contains("Only 1 picture");
  }
}
