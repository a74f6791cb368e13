package offprint.server.digest;

import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import offprint.server.follow.Notice;
import offprint.server.mail.Letter;
import offprint.server.mail.MimeMessages;

/** Composes the MIME message of a mail. */
final class MessageComposer {
  private final LetterWriter writer;
  private final Links links;
  private final MimeMessages mimeMessages;
  private final Clock clock;
  private final Function<List<Long>, List<Notice>> notices;

  MessageComposer(
      LetterWriter writer,
      Links links,
      MimeMessages mimeMessages,
      Clock clock,
      Function<List<Long>, List<Notice>> notices) {
    this.notices = notices;
    this.writer = writer;
    this.links = links;
    this.mimeMessages = mimeMessages;
    this.clock = clock;
  }

  MimeMessage message(Mail mail, Subscriber to) {
    String leave =
        mail.kind().isDigest()
            ? links.leave(to.id())
            : mail.kind().isWished() ? links.quiet(to.id()) : "";
    return mimeMessages.message(
        letter(mail, to), to.address(), mail.messageId(), mail.created(), leave);
  }

  private Letter letter(Mail mail, Subscriber to) {
    String choice = to.schedule().words();
    return switch (mail.kind()) {
      case CONFIRM -> writer.confirm(links.confirmation(to.id(), clock.millis()), choice);
      case KNOWN -> writer.known(links.manage(to.id()), choice);
      case NOTICES -> writer.notices(notices.apply(mail.notices()), links.quiet(to.id()));
      case DAILY, WEEKLY ->
          writer.digest(
              mail,
              new LetterWriter.Links(
                  links.read(mail.id()), links.manage(to.id()), links.leave(to.id())));
    };
  }
}
