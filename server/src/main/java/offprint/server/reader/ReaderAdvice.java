package offprint.server.reader;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Lets every page show what its reader saved and hid. */
@ControllerAdvice
final class ReaderAdvice {
  private final Opinions opinions;

  ReaderAdvice(Opinions opinions) {
    this.opinions = opinions;
  }

  @ModelAttribute("reader")
  Reader reader(@CookieValue(name = ReaderPages.COOKIE, required = false) @Nullable String word) {
    return opinions.reader(word);
  }
}
