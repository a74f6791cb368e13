package offprint.server.digest.subscribe;

import java.nio.charset.StandardCharsets;
import offprint.server.digest.LetterWriter;
import offprint.server.digest.Mail;
import offprint.server.digest.Subscriptions;
import offprint.server.web.Problem;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Pages that show a mail in a browser. */
@Controller
final class BrowserPages {
  private final Subscriptions subscriptions;
  private final LetterWriter writer;

  BrowserPages(Subscriptions subscriptions, LetterWriter writer) {
    this.subscriptions = subscriptions;
    this.writer = writer;
  }

  @GetMapping("/digests/{word}")
  ResponseEntity<byte[]> read(@PathVariable String word) {
    Mail mail =
        subscriptions
            .mail(word)
            .filter(found -> found.kind().isDigest())
            .orElseThrow(
                () -> Problem.notFound("this mail is not kept: mails are deleted after 90 days"));
    String html = writer.digest(mail, LetterWriter.Links.NONE).html();
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .cacheControl(CacheControl.noStore())
        .header("Referrer-Policy", "no-referrer")
        .header("X-Robots-Tag", "noindex")
        .body(html.getBytes(StandardCharsets.UTF_8));
  }
}
