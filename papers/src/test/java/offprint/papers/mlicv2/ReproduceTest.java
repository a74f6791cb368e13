package offprint.papers.mlicv2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import offprint.kernels.image.BitmapWriter;
import offprint.papers.Bench;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceTest {
  @TempDir Path folder;

  private Map<String, Double> reproduce(String study, String start) throws Exception {
    Path zip = folder.resolve("pictures.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      for (int i = 0; i < 8; i++) {
        entries.putNextEntry(new ZipEntry("picture" + i + ".png"));
        entries.write(BitmapWriter.png(Tiny.picture(200, 200, 3, 300 + i)));
      }
    }
    String given =
        "{'study':'%s','pictures':'%s','start':'%s','steps':1}".formatted(study, zip, start);
    return new Bench(folder).run(new Reproduce(), given).report().metrics();
  }

  @Test
  @Tag("experiment")
  void referencesAreAddedToAModelWithoutItsOwn() throws Exception {
    Path model = Files.write(folder.resolve("model"), Tiny.file(8));
    Map<String, Double> metrics = reproduce("references", model.toString());
    assertThat(metrics)
        .containsKeys("inter_saving_percent", "lrp_saving_percent", "all_spread_percent");
    assertThat(metrics)
        .containsKeys("hgcp_first_slice_saving_percent", "skipping_saving_percent")
        .doesNotContainKey("hgcp_first_slice_beyond_spread"); // one training has no spread
    assertThat(metrics.get("global_ms_1024")).isPositive();
  }

  @Test
  void aStartThatIsNoModelIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("no"), "no model");
    assertThatThrownBy(() -> reproduce("references", text.toString()))
        .hasMessageStartingWith("start must be a model of mlicv2/train: ");
  }

  @Test
  @Tag("experiment")
  void transformsAreComparedByRateAndTime() throws Exception {
    Map<String, Double> metrics = reproduce("transforms", "");
    assertThat(metrics)
        .containsKeys(
            "stm_saving_low_percent", "res_saving_high_percent", "stm_over_res_high_percent");
    assertThat(metrics.get("stm_time_ratio")).isPositive();
  }
}
