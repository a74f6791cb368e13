package offprint.server.account.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offprint.server.account.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * CSRF tokens derived from the session secret, so that nothing is stored and a token ends with its
 * session; masked anew in every page. Requests without a session cookie need no token.
 */
final class SessionCsrf implements CsrfTokenRepository, CsrfTokenRequestHandler, RequestMatcher {
  private final XorCsrfTokenRequestAttributeHandler masked =
      new XorCsrfTokenRequestAttributeHandler();

  /** Whether the request needs a token. */
  @Override
  public boolean matches(HttpServletRequest request) {
    return !AccessRules.READING.contains(request.getMethod())
        && Sessions.word(request).isPresent()
        && !TokenFilter.hasToken(request);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    if (Sessions.word(request).isPresent()) {
      masked.handle(request, response, token);
    }
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    return masked.resolveCsrfTokenValue(request, token);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    Optional<String> word = Sessions.word(request);
    return word.isPresent() ? token(word.get()) : null;
  }

  /** The token of a request without a session; nothing reads its value. */
  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return token(Secret.word());
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {}

  private static CsrfToken token(String word) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(word.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      byte[] code = mac.doFinal("csrf".getBytes(StandardCharsets.US_ASCII));
      return new DefaultCsrfToken(
          "X-CSRF-TOKEN", "_csrf", Base64.getUrlEncoder().withoutPadding().encodeToString(code));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
