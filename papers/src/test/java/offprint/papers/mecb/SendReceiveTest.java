package offprint.papers.mecb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendReceiveTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  private void refuse(String json, String message) {
    assertThatThrownBy(() -> bench.run(new Receive(), "quick", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "text, greedy, 1.5, 12",
    "text, balanced, 1.0, 7",
    "text, uniform, 2.0, 1",
    "text, greedy, 16, 16",
    "grid, greedy, 0.5, 8",
    "grid, refined, 2.0, 6",
    "grid, lpt, 1.0, 3"
  })
  void whatIsSentIsReceived(String cover, String method, double rate, int blockBits)
      throws Exception {
    String shared =
        "\"cover\":\"%s\",\"method\":\"%s\",\"rate\":%s,\"blockBits\":%d,\"key\":\"käse\""
            .formatted(cover, method, rate, blockBits);
    String text = "Wale, né? 鯨 ☂";
    bench.run(new Send(), "quick", "{\"text\":\"%s\",%s}".formatted(text, shared));
    Path carrier = bench.out().resolve("carrier.txt");
    bench.run(new Receive(), "quick", "{\"carrier\":\"%s\",%s}".formatted(carrier, shared));
    assertThat(Files.readString(bench.out().resolve("message.txt"))).isEqualTo(text);
  }

  @Test
  void bytesTravelAsAFile() throws Exception {
    byte[] bytes = new byte[50];
    new Random(1).nextBytes(bytes);
    Path file = folder.resolve("bytes");
    Files.write(file, bytes);
    bench.run(new Send(), "quick", "{\"message\":\"%s\"}".formatted(file));
    Path carrier = bench.out().resolve("carrier.txt");
    bench.run(new Receive(), "quick", "{\"carrier\":\"%s\"}".formatted(carrier));
    assertThat(bench.out().resolve("message.bin")).hasBinaryContent(bytes);
  }

  @Test
  void otherSettingsThanTheSendersAreRefusedByName() throws Exception {
    refuse("{\"rate\":1.5}", "rate must be as in the carrier, 2.0: got 1.5");
    refuse("{\"method\":\"balanced\"}", "method must be as in the carrier, greedy: got balanced");
    refuse("{\"order\":5}", "order must be as in the carrier, 4: got 5");
    refuse("{\"blockBits\":11}", "blockBits must be as in the carrier, 12: got 11");
    refuse("{\"cover\":\"grid\"}", "cover must be as in the carrier, text: got grid");
    refuse(
        "{\"key\":\"x\"}",
        "key must be the sender's, and the carrier unchanged: the checksum does not match");
    var model = bench.file("other.txt", "Some other text than the sender's, long enough.");
    assertThatThrownBy(
            () -> bench.run(new Receive(), "quick", "{\"model\":\"%s\"}".formatted(model)))
        .hasMessageStartingWith("model must be as in the carrier, ");
  }

  @Test
  void damagedCarriersAreRefused() throws Exception {
    bench.run(new Send(), "quick", "{}");
    String carrier = Files.readString(bench.out().resolve("carrier.txt"));
    int body = carrier.indexOf('\n') + 1;
    var cut = bench.file("cut.txt", carrier.substring(0, body + 100));
    assertThatThrownBy(
            () -> bench.run(new Receive(), "quick", "{\"carrier\":\"%s\"}".formatted(cut)))
        .hasMessage("the carrier ends after 100 characters, in the middle of a block");
    var odd = bench.file("odd.txt", carrier.substring(0, body) + "zzq" + carrier.substring(body));
    assertThatThrownBy(
            () -> bench.run(new Receive(), "quick", "{\"carrier\":\"%s\"}".formatted(odd)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("carrier, characters ");
    var digits =
        bench.file("digits.txt", carrier.substring(0, body) + "1" + carrier.substring(body));
    assertThatThrownBy(
            () -> bench.run(new Receive(), "quick", "{\"carrier\":\"%s\"}".formatted(digits)))
        .hasMessage("carrier, character 1: expected one of the model's: got '1'");
    refuse(
        "{\"carrier\":\"example:moby-dick-words\"}",
        "carrier, line 1 must start with 'mec-b carrier': it is not a file of mec-b/send");
  }

  @Test
  void sendersMistakesAreNamed() throws Exception {
    sendRefuses("{\"text\":\"\"}", "text must have at least 1 character: got none");
    sendRefuses(
        "{\"rate\":0.5,\"method\":\"uniform\"}",
        "rate must be at least 1 for method uniform, which has floor(2^rate) bins: got 0.5");
    sendRefuses(
        "{\"method\":\"exact\"}",
        "method exact takes at most 12 messages (2.7e7 partitions at 13): got 4096");
    sendRefuses("{\"beta\":0,\"cover\":\"grid\"}", "beta must be at least 0.0001: got 0");
    sendRefuses("{\"blockBits\":17}", "blockBits must be at most 16: got 17");
    var brief = bench.file("brief.txt", "abcde");
    sendRefuses(
        "{\"model\":\"%s\"}".formatted(brief),
        "model: the text must have at least order + 2 = 6 characters: got 5");
    var noGoal = bench.file("grid.txt", "S..\n...\n");
    sendRefuses(
        "{\"cover\":\"grid\",\"grid\":\"%s\"}".formatted(noGoal),
        "grid: the grid must have one S and at least one G: got no G");
    var monotone = bench.file("aaaa.txt", "a".repeat(100));
    assertThatThrownBy(
            () -> bench.run(new Send(), "quick", "{\"model\":\"%s\"}".formatted(monotone)))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("undecided after 20000 characters");
  }

  private void sendRefuses(String json, String message) {
    assertThatThrownBy(() -> bench.run(new Send(), "quick", json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void gamesRefuseTooManyMessagesAndColdTemperatures() {
    assertThatThrownBy(() -> bench.run(new Game(), "quick", "{\"messages\":65537}"))
        .hasMessage("messages must be at most 65536: got 65537");
    assertThatThrownBy(() -> bench.run(new Game(), "quick", "{\"betas\":[0]}"))
        .hasMessageContaining("betas, item 1 must be at least 0.0001: got 0");
    assertThatThrownBy(() -> bench.run(new Game(), "quick", "{\"rates\":[1,-1]}"))
        .hasMessageContaining("rates, item 2 must be at least 0: got -1");
  }

  @Test
  void blocksOfBitsAreThePayloadAndBack() {
    Random random = new Random(2);
    for (int blockBits = 1; blockBits <= 16; blockBits++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      int[] blocks = Payload.toBlocks(bytes, blockBits, "k");
      assertThat(blocks).hasSize(Payload.blocks(bytes.length, blockBits));
      int[] head = java.util.Arrays.copyOf(blocks, Payload.lengthBlocks(blockBits));
      assertThat(Payload.length(head, blockBits, "k")).isEqualTo(bytes.length);
      assertThat(Payload.message(blocks, bytes.length, blockBits, "k")).isEqualTo(bytes);
    }
  }

  @Test
  void blocksOfAConstantMessageLookUniform() {
    int[] blocks = Payload.toBlocks("a".repeat(20_000).getBytes(StandardCharsets.UTF_8), 4, "key");
    int[] count = new int[16];
    for (int block : blocks) {
      count[block]++;
    }
    double expected = blocks.length / 16.0;
    double chiSquare = 0;
    for (int c : count) {
      chiSquare += (c - expected) * (c - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(37.7); // 15 degrees of freedom, p = 0.001
  }
}
