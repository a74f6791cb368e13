package offprint.server.account.session;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import offprint.server.account.Member;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates API tokens and keeps answers for accounts out of shared caches. Ignores the tokens
 * of other hubs, which their clients send to every server.
 */
final class TokenFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer " + Tokens.PREFIX;

  private final Tokens tokens;
  private final DeniedRequests deniedRequests;

  TokenFilter(Tokens tokens, DeniedRequests deniedRequests) {
    this.tokens = tokens;
    this.deniedRequests = deniedRequests;
  }

  static boolean hasToken(HttpServletRequest request) {
    String given = request.getHeader(HttpHeaders.AUTHORIZATION);
    return given != null && given.startsWith(BEARER);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (hasToken(request)) {
      String token = String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION)).substring(7);
      Optional<Member> member = tokens.find(token);
      if (member.isEmpty()) {
        deniedRequests.refuse(
            401, "this token is unknown, revoked or has run out", request, response);
        return;
      }
      SecurityContextHolder.setContext(new SecurityContextImpl(member.get().authentication()));
    }
    if (hasToken(request) || Sessions.word(request).isPresent()) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
    chain.doFilter(request, response);
  }

  /** Also filters asynchronous dispatches, in which a run's events are sent. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }
}
