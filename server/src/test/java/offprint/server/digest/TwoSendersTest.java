package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import offprint.server.TestDatabase;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.SmtpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class TwoSendersTest {
  private static final int READERS = 120;

  @TempDir Path folder;

  private static void subscribe(Mailroom room) {
    room.list("2026-11-24", "2611.00001|First|9|entropy|Ada Author");
    for (int i = 0; i < READERS; i++) {
      room.subscribe(
          "r%d@example.org".formatted(i), Mailroom.daily(7, "UTC"), DigestPreferences.DEFAULT);
    }
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
  }

  @Test
  void sendersOfTwoProcessesCarryEachMailOnce() throws Exception {
    try (SmtpServer server = new SmtpServer();
        Mailroom first = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z");
        Mailroom second =
            new Mailroom(TestDatabase.open(folder), server.port(), "2026-11-25T07:00:00Z")) {
      subscribe(first);
      List<MailDelivery> postmen =
          IntStream.range(0, 4)
              .mapToObj(i -> (i % 2 == 0 ? first : second).postman(DeliveryStep.Watch.NONE))
              .toList();
      List<Thread> threads = postmen.stream().map(Thread::new).toList();
      threads.forEach(Thread::start);
      first.awaitIdle();
      postmen.forEach(MailDelivery::stop);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(server.mails()).hasSize(READERS);
      assertThat(server.ids()).hasSize(READERS);
    }
  }

  @Test
  void whatASilentSenderHasClaimedIsCarriedByAnotherAndNotByItWhenItWakes() throws Exception {
    try (SmtpServer server = new SmtpServer();
        Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      subscribe(room);
      SenderNode silent = SenderNode.create();
      room.outbox().beat(silent);
      List<Mail> claimed = room.outbox().claim(silent, 20);
      assertThat(claimed).hasSize(20);
      MailDelivery other = room.postman(DeliveryStep.Watch.NONE);
      room.outbox().settleDead(List.of(other.node()), false);
      assertThat(room.counts()).containsEntry("claimed", 20L);
      room.clock.set("2026-11-25T07:02:01Z");
      room.outbox().settleDead(List.of(other.node()), false);
      assertThat(room.counts()).containsEntry("queued", (long) READERS);
      room.carry();
      assertThat(claimed)
          .allSatisfy(mail -> assertThat(room.outbox().mayEnd(mail, silent)).isFalse());
      assertThat(server.mails()).hasSize(READERS);
    }
  }

  @Test
  void aMailWhoseEndWentOutFromAMachineThatHasStartedAgainIsSentAgain() throws Exception {
    try (SmtpServer server = new SmtpServer();
        Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      subscribe(room);
      SenderNode lost = new SenderNode("lost", "another start");
      room.outbox().beat(lost);
      Mail mail = room.outbox().claim(lost, 1).getFirst();
      assertThat(room.outbox().mayEnd(mail, lost)).isTrue();
      room.outbox().ended(mail, lost);
      room.outbox().settleDead(List.of(SenderNode.create()), true);
      assertThat(room.counts()).containsOnlyKeys("queued");
      room.carry();
      assertThat(server.ids()).hasSize(READERS);
      assertThat(SmtpServer.header(server.mails().getFirst(), "Message-ID")).startsWith("<");
    }
  }

  @Test
  void papersOfTheLastMinuteWaitForTheNextMail() {
    Watermark watermark = new Watermark();
    Mailroom.TestClock clock = new Mailroom.TestClock("2026-11-25T07:00:00Z");
    assertThat(watermark.upTo(clock.instant(), 10)).isEqualTo(10);
    clock.set("2026-11-25T07:00:30Z");
    assertThat(watermark.upTo(clock.instant(), 12)).isEqualTo(10);
    clock.set("2026-11-25T07:01:29Z");
    assertThat(watermark.upTo(clock.instant(), 13)).isEqualTo(10);
    clock.set("2026-11-25T07:01:30Z");
    assertThat(watermark.upTo(clock.instant(), 13)).isEqualTo(12);
    clock.set("2026-11-25T08:00:00Z");
    assertThat(watermark.upTo(clock.instant(), 13)).isEqualTo(13);
  }
}
