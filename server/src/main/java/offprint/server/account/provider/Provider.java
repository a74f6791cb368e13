package offprint.server.account.provider;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offprint.server.account.AccountConfig;
import offprint.server.account.ProviderConfig;
import offprint.server.account.Secret;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;

/**
 * The OpenID Connect provider that the settings name: authorisation code flow with PKCE (RFC 7636),
 * state and nonce; Spring Security's client exchanges the code and checks the signed token.
 */
@Component
final class Provider {
  private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Asymmetric algorithms only: a shared secret proves nothing against others who hold it. */
  private static final List<SignatureAlgorithm> SIGNATURES =
      List.of(
          SignatureAlgorithm.RS256,
          SignatureAlgorithm.RS384,
          SignatureAlgorithm.RS512,
          SignatureAlgorithm.PS256,
          SignatureAlgorithm.PS384,
          SignatureAlgorithm.PS512,
          SignatureAlgorithm.ES256,
          SignatureAlgorithm.ES384,
          SignatureAlgorithm.ES512);

  private final @Nullable ProviderConfig config;
  private final JdkClientHttpRequestFactory connections;
  private final OidcAuthorizationCodeAuthenticationProvider checks;
  private volatile @Nullable Known known;

  /** Metadata from the provider's discovery document. */
  private record Known(ClientRegistration registration, String authorization, JwtDecoder tokens) {}

  Provider(AccountConfig accounts) {
    this.config = accounts.provider();
    this.connections =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(PATIENCE).build());
    connections.setReadTimeout(PATIENCE);
    RestClientAuthorizationCodeTokenResponseClient codes =
        new RestClientAuthorizationCodeTokenResponseClient();
    codes.setRestClient(
        RestClient.builder()
            .requestFactory(connections)
            .configureMessageConverters(
                c ->
                    c.addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    this.checks =
        new OidcAuthorizationCodeAuthenticationProvider(
            codes, request -> new DefaultOidcUser(Set.of(), request.getIdToken()));
    checks.setJwtDecoderFactory(_ -> known().tokens());
  }

  boolean isOn() {
    return config != null;
  }

  /** Label of the button. */
  String name() {
    return config == null ? "" : config.name();
  }

  private ProviderConfig config() {
    if (config == null) {
      throw Problem.notFound("this site has no provider for signing in");
    }
    return config;
  }

  private Known known() {
    Known now = known;
    if (now != null) {
      return now;
    }
    ProviderConfig settings = config();
    try {
      ClientRegistration.Builder builder =
          ClientRegistrations.fromOidcIssuerLocation(settings.issuer())
              .registrationId("provider")
              .clientId(settings.client())
              .clientSecret(settings.secret())
              .scope("openid", "profile", "email");
      if (settings.secret().isEmpty()) {
        builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
      }
      ClientRegistration registration = builder.build();
      now =
          new Known(
              registration,
              told(registration.getProviderDetails().getAuthorizationUri()),
              tokens(registration));
      known = now;
      return now;
    } catch (RestClientException | IllegalArgumentException | IllegalStateException e) {
      LOG.warn("the provider {} cannot be used: {}", settings, e.getMessage());
      throw Problem.unavailable("%s does not answer: try again later".formatted(settings.name()));
    }
  }

  private static String told(@Nullable String address) {
    if (address == null || address.isEmpty()) {
      throw new IllegalArgumentException("it tells no address for signing in or for its keys");
    }
    return address;
  }

  private JwtDecoder tokens(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(told(registration.getProviderDetails().getJwkSetUri()))
            .restOperations(new RestTemplate(connections))
            .jwsAlgorithms(all -> all.addAll(SIGNATURES))
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            new JwtTimestampValidator(), new OidcIdTokenValidator(registration)));
    decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
    return decoder;
  }

  /**
   * State kept while a browser is at the provider.
   *
   * @param back redirect address
   */
  record Trip(String state, String nonce, String verifier, String back) {
    static Trip to(String back) {
      return new Trip(Secret.word(), Secret.word(), Secret.word(), back);
    }
  }

  /** The authorisation address for a browser. */
  URI address(Trip trip) {
    return URI.create(request(known(), trip).getAuthorizationRequestUri());
  }

  private static OAuth2AuthorizationRequest request(Known known, Trip trip) {
    return OAuth2AuthorizationRequest.authorizationCode()
        .authorizationUri(known.authorization())
        .clientId(known.registration().getClientId())
        .redirectUri(trip.back())
        .scopes(known.registration().getScopes())
        .state(trip.state())
        .attributes(
            Map.of(
                OidcParameterNames.NONCE,
                trip.nonce(),
                PkceParameterNames.CODE_VERIFIER,
                trip.verifier()))
        .additionalParameters(
            Map.of(
                OidcParameterNames.NONCE,
                hash(trip.nonce()),
                PkceParameterNames.CODE_CHALLENGE,
                hash(trip.verifier()),
                PkceParameterNames.CODE_CHALLENGE_METHOD,
                "S256"))
        .build();
  }

  private static String hash(String word) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(word.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * An identity at the provider.
   *
   * @param subject identifier that never changes
   * @param name display name, "" if absent
   * @param email "" if absent
   * @param emailProven whether the provider has verified the address
   */
  record Person(String issuer, String subject, String name, String email, boolean emailProven) {}

  /**
   * Exchanges the code and checks the token.
   *
   * @throws Problem if the code or the token is invalid
   */
  Person arrive(Trip trip, String code, String state) {
    Known now = known();
    OAuth2AuthorizationResponse response =
        OAuth2AuthorizationResponse.success(code).redirectUri(trip.back()).state(state).build();
    try {
      Authentication done =
          checks.authenticate(
              new OAuth2LoginAuthenticationToken(
                  now.registration(),
                  new OAuth2AuthorizationExchange(request(now, trip), response)));
      if (done == null || !(done.getPrincipal() instanceof OidcUser user)) {
        throw refused("invalid_id_token");
      }
      return person(user);
    } catch (OAuth2AuthenticationException e) {
      LOG.warn("sign-in through {} refused: {}", name(), e.getError().getErrorCode());
      throw refused(e.getError().getErrorCode());
    } catch (JwtException | RestClientException e) {
      LOG.warn("sign-in through {} failed: {}", name(), e.getMessage());
      throw refused("invalid_id_token");
    }
  }

  private Problem refused(String why) {
    return Problem.refused(
        "what %s answered does not count (%s): sign in again".formatted(name(), why));
  }

  private Person person(OidcUser user) {
    String subject = user.getSubject();
    if (subject == null || subject.isEmpty()) {
      throw refused("invalid_id_token");
    }
    String email = user.getEmail();
    String name = user.getPreferredUsername();
    return new Person(
        config().issuer(),
        subject,
        name == null ? "" : name,
        email == null ? "" : email,
        Boolean.TRUE.equals(user.getEmailVerified()));
  }
}
