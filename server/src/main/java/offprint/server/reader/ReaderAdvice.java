package offprint.server.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Makes the current reader's opinions available to every page. On signing in, the opinions of the
 * browser's cookie move to the account.
 */
@ControllerAdvice
final class ReaderAdvice {
  private final ReaderFeedback readerFeedback;
  private final Accounts accounts;

  ReaderAdvice(ReaderFeedback readerFeedback, Accounts accounts) {
    this.readerFeedback = readerFeedback;
    this.accounts = accounts;
  }

  @ModelAttribute("reader")
  Reader reader(
      @CookieValue(name = ReaderCookie.NAME, required = false) @Nullable String word,
      HttpServletRequest request,
      HttpServletResponse response) {
    Viewer viewer = accounts.viewer();
    if (!viewer.isSignedIn()) {
      return readerFeedback.reader(ReaderFeedback.key(word));
    }
    if (word != null && viewer.session() && request.getMethod().equals("GET")) {
      readerFeedback.adopt(word, viewer.id());
      ReaderCookie.set("", Duration.ZERO, request, response);
    }
    return readerFeedback.reader(ReaderFeedback.key(viewer.id()));
  }
}
