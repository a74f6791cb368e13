package offprint.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import offprint.server.mail.Bounce;
import offprint.server.mail.SmtpServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("sql")
class BounceTest {
  @TempDir Path folder;

  /** A returned mail as mail servers write it (RFC 3464). */
  private static InputStream returned(String messageId, String action, String status) {
    return new ByteArrayInputStream(
        """
        From: MAILER-DAEMON@mx.example.net
        To: papers@offprint.example.org
        Subject: Undelivered Mail Returned to Sender
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

        --edge
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --edge
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; ada@example.org
        Action: %s
        Status: %s
        Diagnostic-Code: smtp; 550 5.1.1 <ada@example.org>: user unknown

        --edge
        Content-Type: text/rfc822-headers

        Subject: First
        Message-ID: %s

        --edge--
        """
            .formatted(action, status, messageId)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String id(Mailroom room) {
    return JdbcClient.create(room.home.dataSource())
        .sql("select message_id from mail order by id desc limit 1")
        .query(String.class)
        .single();
  }

  @Test
  void threeMailsInARowThatComeBackSuspendTheAddress() throws Exception {
    try (SmtpServer server = new SmtpServer();
        Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      DigestPreferences entropy =
          new DigestPreferences(false, List.of("entropy"), List.of(), List.of());
      Subscriber ada = room.subscribe("ada@example.org", Mailroom.daily(7, "UTC"), entropy);
      Bounces bounces = new Bounces(room.home);
      for (int day = 25; day < 28; day++) {
        assertThat(room.subscribers.find(ada.id()).orElseThrow().state())
            .isEqualTo(Subscriber.State.ACTIVE);
        room.list("2026-11-" + day, "2611.000%d|P|1|entropy|X".formatted(day));
        room.clock.set("2026-11-%dT07:00:00Z".formatted(day));
        room.prepare();
        room.carry();
        assertThat(bounces.take(returned(id(room), "failed", "5.1.1")))
            .startsWith("counted as refused: 5.1.1 smtp; 550 5.1.1");
        assertThat(bounces.take(returned(id(room), "failed", "5.1.1")))
            .isEqualTo("counted before: nothing is changed");
      }
      assertThat(room.subscribers.find(ada.id()).orElseThrow().state())
          .isEqualTo(Subscriber.State.SUSPENDED);
    }
  }

  @Test
  void whatIsDelayedForeignOrMadeUpChangesNothing() throws Exception {
    try (SmtpServer server = new SmtpServer();
        Mailroom room = new Mailroom(folder, server.port(), "2026-11-24T12:00:00Z")) {
      room.subscribe("ada@example.org", Mailroom.daily(7, "UTC"), DigestPreferences.DEFAULT);
      room.list("2026-11-25", "2611.00001|P|1|entropy|X");
      room.clock.set("2026-11-25T07:00:00Z");
      room.prepare();
      room.carry();
      Bounces bounces = new Bounces(room.home);
      assertThat(bounces.take(returned(id(room), "delayed", "4.4.1")))
          .isEqualTo("not a failure for good: nothing is changed");
      assertThat(bounces.take(returned("<made-up@example.org>", "failed", "5.1.1")))
          .isEqualTo("not a mail of ours: nothing is changed");
      assertThat(
              bounces.take(
                  new ByteArrayInputStream(
                      "Subject: hello\r\n\r\nHi".getBytes(StandardCharsets.UTF_8))))
          .isEqualTo("not a mail of ours: nothing is changed");
      assertThat(room.counts()).containsEntry("sent", 1L);
    }
  }

  @Test
  void aStreamThatBreaksIsSaid() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the pipe broke");
          }
        };
    assertThatIOException().isThrownBy(() -> Bounce.read(broken)).withMessage("the pipe broke");
  }
}
