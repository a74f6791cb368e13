package offprint.server.hub;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Counts requests by address in fixed windows and says the state in the headers that the hub has.
 */
@Configuration(proxyBeanMethods = false)
class HubRateLimiter implements WebMvcConfigurer, HandlerInterceptor {
  private static final int ADDRESSES = 100_000;

  private final HubLimit limit;
  private final String policy;
  private final Map<String, Integer> counts = new HashMap<>();
  private long window;

  HubRateLimiter(HubLimit limit) {
    this.limit = limit;
    this.policy = "\"fixed window\";\"api\";q=%d;w=%d".formatted(limit.requests(), limit.seconds());
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(this)
        .addPathPatterns(
            "/api/daily_papers",
            "/api/papers",
            "/api/papers/**",
            "/api/arxiv/**",
            "/papers/{id}.md",
            "/papers/{archive}/{number}.md");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    long second = System.currentTimeMillis() / 1000;
    int asked = count(request.getRemoteAddr(), second / limit.seconds());
    long reset = limit.seconds() - second % limit.seconds();
    response.setHeader(
        "RateLimit", "\"api\";r=" + Math.max(0, limit.requests() - asked) + ";t=" + reset);
    response.setHeader("RateLimit-Policy", policy);
    if (asked > limit.requests()) {
      response.setHeader("Retry-After", Long.toString(reset));
      throw new HubProblem(
          HttpStatus.TOO_MANY_REQUESTS,
          "at most %d requests in %d seconds: ask again in %d seconds"
              .formatted(limit.requests(), limit.seconds(), reset));
    }
    return true;
  }

  private synchronized int count(String address, long current) {
    if (current != window || counts.size() > ADDRESSES) {
      window = current;
      counts.clear();
    }
    return counts.merge(address, 1, Integer::sum);
  }
}
