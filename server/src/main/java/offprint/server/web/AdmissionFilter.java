package offprint.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Applies admission control to papers and searches, as pages and as data. The answer is sent after
 * the place is freed, so that a slow client holds up nobody. Lists ask for admission themselves,
 * after looking into their cache.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
final class AdmissionFilter extends OncePerRequestFilter {
  private static final Pattern GUARDED =
      Pattern.compile(
          "/(search(\\.atom|\\.json|/instant)?"
              + "|papers/(?!(date|week|month|calendar)/|(trending|newest)(\\.|$)).+"
              + "|api/(daily_papers|papers(/.+)?|v1/(search|papers(/.+)?)))");

  private final AdmissionControl admissionControl;

  AdmissionFilter(AdmissionControl admissionControl) {
    this.admissionControl = admissionControl;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET")
        || !GUARDED.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    try (AdmissionControl.Turn turn = admissionControl.await()) {
      if (turn == null) {
        AdmissionControl.refuse(request, response);
        return;
      }
      chain.doFilter(request, answer);
    }
    answer.copyBodyToResponse();
  }
}
