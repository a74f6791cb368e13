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
 * Lets every page show what its reader saved and hid. Who signs in takes along what the browser's
 * cookie stood for.
 */
@ControllerAdvice
final class ReaderAdvice {
  private final Opinions opinions;
  private final Accounts accounts;

  ReaderAdvice(Opinions opinions, Accounts accounts) {
    this.opinions = opinions;
    this.accounts = accounts;
  }

  @ModelAttribute("reader")
  Reader reader(
      @CookieValue(name = ReaderCookie.NAME, required = false) @Nullable String word,
      HttpServletRequest request,
      HttpServletResponse response) {
    Viewer viewer = accounts.viewer();
    if (!viewer.isSignedIn()) {
      return opinions.reader(Opinions.key(word));
    }
    if (word != null && viewer.session() && request.getMethod().equals("GET")) {
      opinions.adopt(word, viewer.id());
      ReaderCookie.set("", Duration.ZERO, request, response);
    }
    return opinions.reader(Opinions.key(viewer.id()));
  }
}
