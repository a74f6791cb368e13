package offprint.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * First filter of every request. Where no account is needed, other sites open in the reader's
 * browser must not run things: refuses host names that are not this machine's (DNS rebinding) and
 * changes requested by pages of another origin. Sets the security headers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RequestGuard extends OncePerRequestFilter {
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final boolean loopback;

  RequestGuard(Binding binding) {
    this.loopback = binding.isLoopback();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    // not stricter: without a referrer browsers send no origin with forms either
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    String refusal = refusal(request);
    if (refusal != null) {
      RefusalResponse.send(HttpServletResponse.SC_FORBIDDEN, refusal, request, response);
    } else if (String.valueOf(request.getQueryString()).contains("%00")) {
      RefusalResponse.send(
          HttpServletResponse.SC_BAD_REQUEST,
          "the address must not hold the character NUL: got %00",
          request,
          response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private @Nullable String refusal(HttpServletRequest request) {
    String host = String.valueOf(request.getHeader("Host"));
    if (loopback && !LOCAL.contains(host.replaceFirst(":[0-9]+$", ""))) {
      return "this server answers to localhost only: got the host name " + host;
    }
    if (!READING.contains(request.getMethod()) && isForeign(request, host)) {
      return "a page of another site may not change anything here";
    }
    return null;
  }

  private static boolean isForeign(HttpServletRequest request, String host) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && !site.equals("none")) {
      return !site.equals("same-origin");
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return false;
    }
    try {
      return !host.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException _) {
      return true;
    }
  }
}
