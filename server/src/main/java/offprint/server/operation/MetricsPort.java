package offprint.server.operation;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** The port of health and metrics: readable by anyone who reaches it, and read-only. */
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
  HealthIndicator databaseHealthIndicator(HealthChecks healthChecks) {
    return () -> health(healthChecks.of("database"));
  }

  @Bean
  HealthIndicator indexHealthIndicator(HealthChecks healthChecks) {
    return () -> health(healthChecks.of("index"));
  }

  @Bean
  HealthIndicator diskHealthIndicator(HealthChecks healthChecks) {
    return () -> health(healthChecks.of("disk"));
  }

  @Bean
  HealthIndicator queueHealthIndicator(HealthChecks healthChecks) {
    return () -> health(healthChecks.of("queue"));
  }

  @Bean
  HealthIndicator mailHealthIndicator(HealthChecks healthChecks) {
    return () -> health(healthChecks.of("mail"));
  }

  private static Health health(HealthCheck healthCheck) {
    return (healthCheck.ok() ? Health.up() : Health.down())
        .withDetail("detail", healthCheck.detail())
        .build();
  }
}
