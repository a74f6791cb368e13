package offprint.server.reader;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The cookie that identifies a browser without an account. */
final class ReaderCookie {
  static final String NAME = "reader";
  static final Duration REMEMBERED = Duration.ofDays(400); // what browsers allow

  private ReaderCookie() {}

  /**
   * @param age zero to remove it
   */
  static void set(
      String word, Duration age, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(NAME, word)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(age)
            .build()
            .toString());
  }
}
