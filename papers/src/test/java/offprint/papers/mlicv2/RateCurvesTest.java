package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import offprint.harness.Findings;
import offprint.harness.Part;
import offprint.kernels.image.Bitmap;
import offprint.method.Note;
import offprint.method.Report;
import org.junit.jupiter.api.Test;

class RateCurvesTest {
  private static Report report(Bitmap picture) throws Exception {
    Findings out = new Findings(new Quiet(1));
    RateCurves curves = new RateCurves(Model.of(Tiny.file(71)));
    curves.measure("one", picture, 2, Part.of(out.run(), 0, 1, ""));
    return curves.report(out);
  }

  private static boolean warned(Report report) {
    return report.blocks().stream()
        .anyMatch(block -> block instanceof Note note && note.kind() == Note.Kind.WARNING);
  }

  @Test
  void meansThatPicturesWithoutLossDominateAreWarnedOf() throws Exception {
    Bitmap grey = Bitmap.blank(64, 64, 3);
    grey.planes().forEach(plane -> Arrays.fill(plane, (byte) 128));
    Report report = report(grey);
    assertThat(warned(report)).isTrue();
    assertThat(report.blocks().toString()).contains("came back without loss and count as 99 dB");
    assertThat(report.answer()).contains("do not overlap");
  }

  @Test
  void theAnswerSaysTheBytesAtEqualQuality() throws Exception {
    Report report = report(Tiny.picture(96, 96, 3, 72));
    assertThat(warned(report)).isFalse();
    assertThat(report.answer()).matches("At equal quality the pictures take .* than JPEG.*");
    assertThat(report.metrics()).containsKeys("bd_rate_jpeg", "bd_rate_floor");
  }
}
