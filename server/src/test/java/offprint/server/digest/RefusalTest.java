package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.StubbornServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("sql")
class RefusalTest {
  private static final DigestPreferences ENTROPY =
      new DigestPreferences(
          false, java.util.List.of("entropy"), java.util.List.of(), java.util.List.of());

  @TempDir Path folder;
  private StubbornServer server;
  private Mailroom room;

  @BeforeEach
  void open() throws Exception {
    server = new StubbornServer();
    room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z");
    room.subscribe("ada@example.org", Mailroom.daily(7, "UTC"), ENTROPY);
  }

  @AfterEach
  void close() {
    room.close();
    server.close();
  }

  /** A day with one new paper: its mail is made and carried. */
  private void day(int day) throws InterruptedException {
    room.list("2026-11-%02d".formatted(day), "2611.000%02d|P|1|entropy|X".formatted(day));
    room.clock.set("2026-11-%02dT07:00:00Z".formatted(day));
    room.prepare();
    room.carry();
  }

  private Subscriber.State state() {
    return room.subscribers.find(EmailAddress.parse("a", "ada@example.org")).orElseThrow().state();
  }

  @Test
  void threeRefusalsForGoodInARowSuspendTheAddress() throws Exception {
    server.toRecipient = _ -> "550 5.1.1 no such mailbox";
    day(25);
    day(26);
    assertThat(state()).isEqualTo(Subscriber.State.ACTIVE);
    day(27);
    assertThat(state()).isEqualTo(Subscriber.State.SUSPENDED);
    assertThat(room.counts()).isEqualTo(Map.of("failed", 3L));
    day(28);
    assertThat(room.counts()).isEqualTo(Map.of("failed", 3L));
    assertThat(server.taken()).isEmpty();
  }

  @Test
  void aMailThatIsTakenForgivesEarlierRefusals() throws Exception {
    server.toRecipient = _ -> "550 5.1.1 no such mailbox";
    day(25);
    day(26);
    server.toRecipient = _ -> "250 ok";
    day(27);
    server.toRecipient = _ -> "550 5.1.1 no such mailbox";
    day(28);
    day(29);
    assertThat(state()).isEqualTo(Subscriber.State.ACTIVE);
  }

  @Test
  void aRefusalThatIsOurFaultIsNotHeldAgainstTheAddress() throws Exception {
    server.toRecipient = _ -> "554 5.7.1 relay access denied";
    day(25);
    server.toRecipient = _ -> "250 ok";
    server.toEnd = _ -> "554 5.7.1 looks like spam";
    day(26);
    day(27);
    day(28);
    assertThat(state()).isEqualTo(Subscriber.State.ACTIVE);
    assertThat(room.counts()).isEqualTo(Map.of("failed", 4L));
  }

  @Test
  void papersOfARefusedMailComeAgainWithTheNext() throws Exception {
    server.toEnd = _ -> "554 5.6.0 no";
    room.list("2026-11-24", "2611.00001|First|9|other|Ada");
    room.subscribe("bob@example.org", Mailroom.daily(7, "UTC"), DigestPreferences.DEFAULT);
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    room.carry();
    assertThat(room.counts()).isEqualTo(Map.of("failed", 1L));
    server.toEnd = _ -> "250 ok";
    room.clock.set("2026-11-26T07:00:00Z");
    room.prepare();
    assertThat(room.queue()).containsExactly("bob@example.org: Trending [2611.00001]");
  }

  @Test
  void aRefusalForNowIsTriedAgainLater() throws Exception {
    server.toRecipient = _ -> "450 4.2.0 greylisted";
    day(25);
    assertThat(room.counts()).isEqualTo(Map.of("queued", 1L));
    server.toRecipient = _ -> "250 ok";
    room.carry();
    assertThat(room.counts()).isEqualTo(Map.of("queued", 1L));
    room.clock.set("2026-11-25T07:01:00Z");
    room.carry();
    assertThat(room.counts()).isEqualTo(Map.of("sent", 1L));
    assertThat(server.taken()).containsExactly("ada@example.org");
  }

  @Test
  void afterFourDaysOfRefusalsForNowAMailIsGivenUp() throws Exception {
    server.toEnd = _ -> "451 4.3.0 later";
    day(25);
    room.clock.set("2026-11-29T07:00:01Z");
    room.carry();
    assertThat(room.counts()).isEqualTo(Map.of("failed", 1L));
    assertThat(state()).isEqualTo(Subscriber.State.ACTIVE);
  }

  @Test
  void whileTheServerIsAwayMailsWaitAndNoneIsLost() throws Exception {
    server.close();
    room.list("2026-11-25", "2611.00025|P|1|entropy|X");
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    MailDelivery mailDelivery = room.postman(DeliveryStep.Watch.NONE);
    Thread thread = new Thread(mailDelivery);
    thread.start();
    awaitAnswer("Couldn't connect");
    mailDelivery.stop();
    thread.join();
    assertThat(room.counts()).isEqualTo(Map.of("queued", 1L));
    try (StubbornServer again = new StubbornServer();
        Mailroom later = new Mailroom(folder, again.port(), "2026-11-25T09:00:00Z")) {
      later.carry();
      assertThat(again.taken()).containsExactly("ada@example.org");
      assertThat(later.counts()).isEqualTo(Map.of("sent", 1L));
    }
  }

  @Test
  void aServerThatDoesNotWantUsKeepsTheMailsWaiting() throws Exception {
    server.toSender = _ -> "550 5.7.1 sender not allowed";
    room.list("2026-11-25", "2611.00025|P|1|entropy|X");
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    MailDelivery mailDelivery = room.postman(DeliveryStep.Watch.NONE);
    Thread thread = new Thread(mailDelivery);
    thread.start();
    awaitAnswer("sender not allowed");
    mailDelivery.stop();
    thread.join();
    assertThat(room.counts()).isEqualTo(Map.of("queued", 1L));
    assertThat(state()).isEqualTo(Subscriber.State.ACTIVE);
  }

  private void awaitAnswer(String part) throws InterruptedException {
    for (int i = 0; i < 1_000; i++) {
      String answer =
          org.springframework.jdbc.core.simple.JdbcClient.create(room.home.dataSource())
              .sql("select answer from mail")
              .query(String.class)
              .single();
      if (answer.contains(part)) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("no answer with: " + part);
  }

  @Test
  void aServerThatHangsUpAtTheEndIsGivenTheMailAgain() throws Exception {
    server.toEnd = _ -> "";
    room.list("2026-11-25", "2611.00025|P|1|entropy|X");
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    MailDelivery mailDelivery = room.postman(DeliveryStep.Watch.NONE);
    Thread thread = new Thread(mailDelivery);
    thread.start();
    awaitAnswer("EOF");
    server.toEnd = _ -> "250 ok";
    mailDelivery.stop();
    thread.join();
    room.carry();
    assertThat(server.taken()).containsExactly("ada@example.org", "ada@example.org");
    assertThat(room.counts()).isEqualTo(Map.of("sent", 1L));
  }

  @Test
  void whoLeavesWhileTheirMailIsOnItsWayDoesNotGetIt() throws Exception {
    room.list("2026-11-25", "2611.00025|P|1|entropy|X");
    room.clock.set("2026-11-25T07:00:00Z");
    room.prepare();
    MailDelivery mailDelivery =
        room.postman(
            (step, _) -> {
              if (step == DeliveryStep.CONTENT) {
                room.subscriptions.leave(
                    room.subscribers
                        .find(EmailAddress.parse("a", "ada@example.org"))
                        .orElseThrow());
              }
            });
    Thread thread = new Thread(mailDelivery);
    thread.start();
    room.awaitIdle();
    mailDelivery.stop();
    thread.join();
    assertThat(server.taken()).isEmpty();
    assertThat(room.counts()).isEmpty();
  }
}
