package offprint.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Counts requests as they come in. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Traffic extends OncePerRequestFilter {
  private final LongAdder requests = new LongAdder();

  /** Requests since the start. */
  public long requests() {
    return requests.sum();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    requests.increment();
    chain.doFilter(request, response);
  }
}
