package offprint.server.operation;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** The port of health and metrics: who reaches it may read, and nothing can be changed there. */
@Configuration(proxyBeanMethods = false)
class MetricsPort {
  @Bean
  @Order(0)
  SecurityFilterChain metrics(HttpSecurity http, OperationConfig config) {
    return http.securityMatcher(request -> config.isOn() && request.getLocalPort() == config.port())
        .authorizeHttpRequests(a -> a.anyRequest().permitAll())
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  HealthIndicator database(Checks checks) {
    return () -> health(checks.of("database"));
  }

  @Bean
  HealthIndicator index(Checks checks) {
    return () -> health(checks.of("index"));
  }

  @Bean
  HealthIndicator disk(Checks checks) {
    return () -> health(checks.of("disk"));
  }

  @Bean
  HealthIndicator queue(Checks checks) {
    return () -> health(checks.of("queue"));
  }

  @Bean
  HealthIndicator mail(Checks checks) {
    return () -> health(checks.of("mail"));
  }

  private static Health health(Check check) {
    return (check.ok() ? Health.up() : Health.down()).withDetail("detail", check.detail()).build();
  }
}
