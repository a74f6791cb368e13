package offprint.server.digest;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offprint.server.mail.DeliveryStep;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.mail.SmtpConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Carries mails from the queue to the mail server, over one connection, one after the other.
 *
 * <p>A mail is noted as ending before its last line goes out, as ended after it did, and as sent
 * once the server has said yes. So whoever finds it after this process was killed knows where it
 * stood; only between the last line and the note of it is that a guess, and the mail goes out again
 * under the same Message-ID.
 */
final class MailDelivery implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);
  private static final int CLAIM = 20;
  private static final long IDLE_MILLIS = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 5_000;
  private static final long LONGEST_PAUSE_MILLIS = 300_000;

  private final Outbox outbox;
  private final SubscriberTable subscribers;
  private final MessageComposer messageComposer;
  private final MailConfig.Smtp server;
  private final EmailAddress sender;
  private final Throttle throttle;
  private final DeliveryStep.Watch watch;
  private final SenderNode senderNode = SenderNode.create();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable SmtpConnection smtpConnection;
  private long pause = FIRST_PAUSE_MILLIS;

  MailDelivery(
      Outbox outbox,
      SubscriberTable subscribers,
      MessageComposer messageComposer,
      MailConfig.Smtp server,
      EmailAddress sender,
      Throttle throttle,
      DeliveryStep.Watch watch) {
    this.outbox = outbox;
    this.subscribers = subscribers;
    this.messageComposer = messageComposer;
    this.server = server;
    this.sender = sender;
    this.throttle = throttle;
    this.watch = watch;
  }

  SenderNode node() {
    return senderNode;
  }

  @Override
  public void run() {
    while (!isStopped()) {
      try {
        List<Mail> mails = outbox.claim(senderNode, CLAIM);
        if (mails.isEmpty()) {
          hangUp();
          rest(IDLE_MILLIS);
        } else if (!carry(mails)) {
          outbox.leave(senderNode);
          rest(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      } catch (RuntimeException e) {
        LOG.error("mail waits", e);
        hangUp();
        rest(pause);
        giveBack();
      }
    }
    hangUp();
    giveBack();
  }

  private void giveBack() {
    try {
      outbox.leave(senderNode);
    } catch (DataAccessException e) {
      LOG.error("mails are not given back yet", e);
    }
  }

  /** Sends mails; false if the server cannot be reached. */
  private boolean carry(List<Mail> mails) {
    for (Mail mail : mails) {
      if (isStopped()) {
        return false;
      }
      watch.at(DeliveryStep.CLAIMED, mail.id());
      Optional<Subscriber> to = subscribers.find(mail.subscriber());
      if (to.isEmpty()) {
        continue; // unsubscribed, which deletes the mail
      }
      if (to.get().state() == Subscriber.State.SUSPENDED && mail.kind().isWished()) {
        outbox.refused(mail, senderNode, "the address is suspended", false);
        continue;
      }
      if (!carry(mail, to.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean carry(Mail mail, Subscriber to) {
    MimeMessage message = messageComposer.message(mail, to);
    watch.at(DeliveryStep.COMPOSED, mail.id());
    rest(throttle.takeTurn());
    SmtpConnection open = smtpConnection;
    if (open == null) {
      try {
        open = SmtpConnection.with(server, sender);
        open.open();
        smtpConnection = open;
      } catch (MessagingException e) {
        return down(mail, SmtpConnection.line(e.getMessage()));
      }
    }
    watch.at(DeliveryStep.CONNECTED, mail.id());
    return settle(mail, open.send(message, to.address(), new Course(mail)));
  }

  private boolean settle(Mail mail, SmtpConnection.Result result) {
    switch (result) {
      case SmtpConnection.Result.Taken taken -> {
        noteSent(mail, taken.answer());
        watch.at(DeliveryStep.SENT, mail.id());
        pause = FIRST_PAUSE_MILLIS;
      }
      case SmtpConnection.Result.Refused refused ->
          outbox.refused(mail, senderNode, refused.answer(), refused.address());
      case SmtpConnection.Result.Postponed later ->
          outbox.postponed(mail, senderNode, later.answer());
      case SmtpConnection.Result.Gone _ -> hangUp();
      case SmtpConnection.Result.Down down -> {
        return down(mail, down.answer());
      }
    }
    return true;
  }

  private boolean down(Mail mail, String answer) {
    LOG.warn("mail waits, because {} does not take it: {}", server, answer);
    hangUp();
    outbox.waiting(mail, senderNode, answer);
    return false;
  }

  /** Records an accepted mail, retrying as long as the database is away. */
  private void noteSent(Mail mail, String answer) {
    while (true) {
      try {
        outbox.sent(mail, answer);
        return;
      } catch (DataAccessException e) {
        LOG.error("mail {} is sent, which cannot be noted yet", mail.id(), e);
        if (isStopped()) {
          return;
        }
        rest(IDLE_MILLIS);
      }
    }
  }

  private void hangUp() {
    SmtpConnection open = smtpConnection;
    smtpConnection = null;
    if (open != null) {
      try {
        open.close();
      } catch (MessagingException e) {
        LOG.debug("the mail server hung up first: {}", e.getMessage());
      }
    }
  }

  private boolean isStopped() {
    return stopping.getCount() == 0;
  }

  private void rest(long millis) {
    try {
      boolean _ = stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }

  /** Completes the current mail and starts no other. */
  void stop() {
    stopping.countDown();
  }

  private final class Course implements SmtpConnection.Course {
    private final Mail mail;

    Course(Mail mail) {
      this.mail = mail;
    }

    @Override
    public void at(DeliveryStep deliveryStep) {
      watch.at(deliveryStep, mail.id());
    }

    @Override
    public boolean mayEnd() {
      return outbox.mayEnd(mail, senderNode);
    }

    @Override
    public void ended() {
      try {
        outbox.ended(mail, senderNode);
      } catch (DataAccessException e) {
        LOG.warn("the end of mail {} could not be noted", mail.id(), e);
      }
    }
  }
}
