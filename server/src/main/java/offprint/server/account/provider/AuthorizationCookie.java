package offprint.server.account.provider;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import offprint.server.account.Secret;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The cookie that recognises a browser returning from the identity provider. */
final class AuthorizationCookie {
  private AuthorizationCookie() {}

  static void set(String word, HttpServletRequest request, HttpServletResponse response) {
    write(word, Identities.TIME, request, response);
  }

  static void clear(HttpServletRequest request, HttpServletResponse response) {
    write("", Duration.ZERO, request, response);
  }

  private static void write(
      String word, Duration age, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name(request), word)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax") // the provider redirects the browser from another site
            .maxAge(age)
            .build()
            .toString());
  }

  private static String name(HttpServletRequest request) {
    return request.isSecure() ? "__Host-errand" : "errand";
  }

  static Optional<String> word(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name(request)) && Secret.isWord(cookie.getValue())) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }
}
