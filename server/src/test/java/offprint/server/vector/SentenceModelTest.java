package offprint.server.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceModelTest {
  @TempDir Path folder;

  private static double similarity(float[] a, float[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> (double) a[i] * b[i]).sum();
  }

  @Test
  void nearMeaningsAreNearAndVectorsHaveLengthOne() {
    try (SentenceModel model = new SentenceModel()) {
      float[][] documents =
          model.documents(
              List.of(
                  "We generate images with denoising diffusion models guided by text.",
                  "A policy gradient method for robots that learn to grasp objects.",
                  "Pruning and quantising large language models for faster inference."));
      assertThat(documents).hasDimensions(3, model.dimension());
      for (float[] document : documents) {
        assertThat(similarity(document, document)).isBetween(0.9999, 1.0001);
      }
      String[] questions = {
        "text-to-image synthesis", "reinforcement learning for manipulation", "LLM compression"
      };
      for (int q = 0; q < questions.length; q++) {
        float[] question = model.question(questions[q]);
        for (int d = 0; d < documents.length; d++) {
          if (d != q) {
            assertThat(similarity(question, documents[q]))
                .as(questions[q])
                .isGreaterThan(similarity(question, documents[d]));
          }
        }
      }
    }
  }

  @Test
  void aVectorDoesNotDependOnItsNeighboursOrOnTheThread() {
    try (SentenceModel model = new SentenceModel()) {
      String text = "Sparse autoencoders find features of language models.";
      float[] alone = model.documents(List.of(text))[0];
      List<float[]> others =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(i -> model.documents(List.of("x ".repeat(30 * i), text))[1])
              .toList();
      assertThat(others).allSatisfy(other -> assertThat(other).isEqualTo(alone));
    }
  }

  @Test
  void emptyAndEndlessTextsHaveVectors() {
    try (SentenceModel model = new SentenceModel()) {
      for (float[] vector : model.documents(List.of("", "word ".repeat(2_000_000)))) {
        assertThat(similarity(vector, vector)).isBetween(0.9999, 1.0001);
      }
    }
  }

  @Test
  void closingWaitsForTextsThatAreRead() throws Exception {
    SentenceModel model = new SentenceModel();
    CountDownLatch begun = new CountDownLatch(4);
    List<CompletableFuture<Void>> readers =
        IntStream.range(0, 4)
            .mapToObj(
                _ ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (true) {
                            model.question("word ".repeat(200));
                            begun.countDown();
                          }
                        },
                        command -> Thread.ofPlatform().daemon().start(command)))
            .toList();
    begun.await();
    model.close();
    for (CompletableFuture<Void> reader : readers) {
      assertThat(reader)
          .failsWithin(Duration.ofMinutes(1))
          .withThrowableThat()
          .havingCause()
          .withMessage("the sentence model is closed");
    }
  }

  /** Without a handle of our own on its environment, ONNX Runtime mostly crashes here. */
  @RepeatedTest(3)
  void aProcessMayEndWhileTextsAreRead() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                EndingMain.class.getName())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(said).isEqualTo(9);
  }
}
