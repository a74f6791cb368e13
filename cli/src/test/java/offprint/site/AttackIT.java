package offprint.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import offprint.engine.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Hostile files given to real methods: their run fails in words, the site stays as it is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttackIT {
  private static final int MEGABYTES = 640;

  @TempDir static Path folder;
  private Site site;

  @BeforeAll
  void start() throws IOException {
    site = Site.start(folder.resolve("home"), "--run-memory", Integer.toString(MEGABYTES));
  }

  @AfterAll
  void stop() {
    site.close();
  }

  /** Zeros, which any packing makes a thousand times smaller. */
  private static void zeros(OutputStream out, int megabytes) throws IOException {
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < megabytes; i++) {
      out.write(block);
    }
  }

  private JsonNode run(String method, String parameter, Path file) throws Exception {
    HttpResponse<String> upload =
        site.send(
            HttpRequest.newBuilder(site.at("/api/v1/uploads/" + file.getFileName()))
                .PUT(HttpRequest.BodyPublishers.ofFile(file))
                .build());
    String ref = Json.MAPPER.readTree(upload.body()).path("ref").asString();
    return site.await(site.start(method, Map.of(parameter, ref)), "done", "failed", "stopped");
  }

  private void staysUp() throws Exception {
    assertThat(site.text("/papers")).contains("Offprint");
    assertThat(site.children()).isEmpty();
  }

  @Test
  void aFileThatUnpacksToMoreThanMemoryEndsItsRunOnly() throws Exception {
    Path gzip = folder.resolve("bomb.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
      zeros(out, 2 * MEGABYTES);
    }
    Path zip = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("picture.png"));
      zeros(out, 2 * MEGABYTES);
    }
    assertThat(Files.size(gzip)).isLessThan(2 << 20);
    JsonNode table = run("arphmm/decode", "data", gzip);
    assertThat(table.path("state").asString()).isEqualTo("failed");
    assertThat(table.path("reason").asString()).contains("got binary data");
    JsonNode picture = run("mlicv2/encode", "picture", zip);
    assertThat(picture.path("state").asString()).isEqualTo("failed");
    assertThat(picture.path("reason").asString()).contains("used more than", "memory");
    staysUp();
  }

  @Test
  void namesInAZipLeadNowhere() throws Exception {
    Path zip = folder.resolve("slip.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : new String[] {"../../../slip-1.png", "/slip-2.png", "..\\slip-3.png"}) {
        out.putNextEntry(new ZipEntry(name));
        ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png", out);
        out.closeEntry();
      }
    }
    run("mlicv2/encode", "picture", zip);
    assertThat(Path.of("/slip-2.png")).doesNotExist();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.contains("slip-"));
    }
    staysUp();
  }
}
