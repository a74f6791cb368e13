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
 * Lets papers and searches wait for their turn, as pages and as data. The answer is sent when the
 * turn is over, so that a slow reader holds up nobody. Lists take their turns themselves, after
 * having looked for one that is kept.
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
