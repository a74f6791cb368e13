package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import offprint.server.TestDatabase;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.SmtpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process that sends is killed (signal 9) at every step, one after another, and started again.
 */
class KilledSenderTest {
  /** Two for each step that a mail takes, and some to spare. */
  private static final int READERS = 26;

  private static final String NOW = "2026-11-25T07:00:00Z";

  @TempDir Path folder;

  private void subscribe(SmtpServer server) {
    try (Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      room.list("2026-11-24", "2611.00001|First|9|entropy|Ada Author");
      for (int i = 0; i < READERS; i++) {
        room.subscribe(address(i), Mailroom.daily(7, "UTC"), DigestPreferences.DEFAULT);
      }
    }
  }

  private static String address(int reader) {
    return "reader%d@example.org".formatted(reader);
  }

  /** Starts a sender, and kills it once it is where it was told to stop. */
  private String send(SmtpServer server, String deliveryStep, int mail) throws Exception {
    Process sender =
        SenderMain.start(
            folder, TestDatabase.url(folder), server.port(), NOW, deliveryStep, mail, 1);
    try (BufferedReader out = sender.inputReader()) {
      String said = String.valueOf(out.readLine());
      sender.destroyForcibly().waitFor();
      return said;
    }
  }

  @Test
  void killedAtEveryStepEveryMailComesOnce() throws Exception {
    try (SmtpServer server = new SmtpServer()) {
      subscribe(server);
      for (DeliveryStep deliveryStep : DeliveryStep.values()) {
        int before = server.mails().size();
        boolean ofAMail = deliveryStep.compareTo(DeliveryStep.CLAIMED) >= 0;
        assertThat(send(server, deliveryStep.name(), ofAMail ? 2 : 1))
            .as(deliveryStep.name())
            .isEqualTo("here");
        if (deliveryStep.compareTo(DeliveryStep.DOT) >= 0) {
          awaitMails(server, before + 2);
        }
      }
      assertThat(send(server, "", 1)).isEqualTo("idle");
      Map<String, List<String>> ids = server.ids();
      assertThat(ids.keySet())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, READERS).mapToObj(KilledSenderTest::address).toList());
      // At DOT nobody can know whether it arrived: that mail is sent again under its old name.
      List<List<String>> twice = ids.values().stream().filter(list -> list.size() > 1).toList();
      assertThat(twice).hasSize(1);
      assertThat(twice.getFirst()).hasSize(2).containsOnly(twice.getFirst().getFirst());
      try (Mailroom room = new Mailroom(folder, server.port(), NOW)) {
        assertThat(room.counts())
            .as("at ENDED and ANSWERED it is presumed that it arrived")
            .isEqualTo(Map.of("sent", READERS - 2L, "presumed", 2L));
      }
    }
  }

  /** The network has the last line once the process is past it; the server may take a moment. */
  private static void awaitMails(SmtpServer server, int count) throws InterruptedException {
    for (int i = 0; i < 500 && server.mails().size() < count; i++) {
      Thread.sleep(10);
    }
    assertThat(server.mails()).hasSize(count);
  }
}
