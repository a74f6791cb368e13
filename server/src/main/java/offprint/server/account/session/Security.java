package offprint.server.account.session;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import offprint.server.account.AccountConfig;
import offprint.server.account.member.SignIn;
import offprint.server.web.Binding;
import offprint.server.web.RefusalResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/** The filters before every request; {@code web.Guard} stands before them all. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class Security {
  @Bean
  SecurityFilterChain chain(
      HttpSecurity http, AccountConfig config, Binding binding, Sessions sessions, Tokens tokens) {
    SessionCsrf csrf = new SessionCsrf();
    DeniedRequests deniedRequests = new DeniedRequests();
    AccessRules rules = new AccessRules(config.access(binding.isLoopback()));
    return http.securityContext(context -> context.securityContextRepository(sessions))
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(
            c ->
                c.csrfTokenRepository(csrf)
                    .csrfTokenRequestHandler(csrf)
                    .requireCsrfProtectionMatcher(csrf))
        .headers(
            h ->
                h.defaultsDisabled()
                    .httpStrictTransportSecurity(hsts -> hsts.maxAgeInSeconds(31_536_000)))
        .requestCache(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .addFilterBefore(new TokenFilter(tokens, deniedRequests), CsrfFilter.class)
        .exceptionHandling(
            e -> e.authenticationEntryPoint(deniedRequests).accessDeniedHandler(deniedRequests))
        .authorizeHttpRequests(
            a ->
                a.dispatcherTypeMatchers(
                        DispatcherType.ERROR, DispatcherType.FORWARD, DispatcherType.ASYNC)
                    .permitAll()
                    .anyRequest()
                    .access(rules))
        .build();
  }

  /** Explains refusals of the HTTP firewall, such as a path with "..". */
  @Bean
  RequestRejectedHandler unreadable() {
    return (request, response, _) ->
        RefusalResponse.send(
            HttpServletResponse.SC_BAD_REQUEST, RefusalResponse.UNREADABLE, request, response);
  }

  /** No user details for the filters: {@link SignIn} checks passwords itself. */
  @Bean
  AuthenticationManager none() {
    return authentication -> {
      throw new ProviderNotFoundException("none");
    };
  }
}
