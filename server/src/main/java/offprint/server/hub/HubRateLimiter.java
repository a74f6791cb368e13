package offprint.server.hub;

import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import offprint.server.web.RateLimit;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits requests by address and tells the state in the headers that the hub has. */
@Configuration(proxyBeanMethods = false)
class HubRateLimiter implements WebMvcConfigurer, HandlerInterceptor {
  private final HubLimit limit;
  private final String policy;
  private final RateLimit requests;

  HubRateLimiter(HubLimit limit) {
    this.limit = limit;
    this.requests =
        new RateLimit(
            "requests", limit.requests(), Duration.ofSeconds(limit.seconds()), Clock.systemUTC());
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
    ConsumptionProbe attempt = requests.attempt(request.getRemoteAddr());
    long reset = requests.secondsLeft();
    response.setHeader("RateLimit", "\"api\";r=" + attempt.getRemainingTokens() + ";t=" + reset);
    response.setHeader("RateLimit-Policy", policy);
    if (!attempt.isConsumed()) {
      response.setHeader("Retry-After", Long.toString(reset));
      throw new HubProblem(
          HttpStatus.TOO_MANY_REQUESTS,
          "at most %d requests in %d seconds: ask again in %d seconds"
              .formatted(limit.requests(), limit.seconds(), reset));
    }
    return true;
  }
}
