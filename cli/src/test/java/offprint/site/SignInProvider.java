package offprint.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import offprint.engine.Json;

/**
 * An OpenID Connect provider on this machine with a page of its own, on which whoever sits before
 * the browser says who they are. One client, public keys, authorisation code with PKCE.
 */
final class SignInProvider implements AutoCloseable {
  static final String CLIENT = "offprint";
  static final String SECRET = "only-for-the-test";

  private final HttpServer server;
  private final KeyPair keys;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private volatile String nonce = "";

  private SignInProvider(HttpServer server, KeyPair keys) {
    this.server = server;
    this.keys = keys;
  }

  static SignInProvider start() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SignInProvider provider = new SignInProvider(server, generator.generateKeyPair());
    server.createContext("/.well-known/openid-configuration", provider::discovery);
    server.createContext("/keys", provider::publicKeys);
    server.createContext("/authorize", provider::ask);
    server.createContext("/said", provider::goBack);
    server.createContext("/token", provider::token);
    server.start();
    return provider;
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * What tokens repeat instead of the word that the site has sent.
   *
   * @param word "" for that word
   */
  void repeat(String word) {
    nonce = word;
  }

  private void discovery(HttpExchange exchange) throws IOException {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("issuer", issuer());
    said.put("authorization_endpoint", issuer() + "/authorize");
    said.put("token_endpoint", issuer() + "/token");
    said.put("jwks_uri", issuer() + "/keys");
    said.put("response_types_supported", List.of("code"));
    said.put("subject_types_supported", List.of("public"));
    said.put("id_token_signing_alg_values_supported", List.of("RS256"));
    json(exchange, 200, said);
  }

  private void publicKeys(HttpExchange exchange) throws IOException {
    RSAPublicKey key = (RSAPublicKey) keys.getPublic();
    json(
        exchange,
        200,
        Map.of(
            "keys",
            List.of(
                Map.of(
                    "kty", "RSA",
                    "use", "sig",
                    "alg", "RS256",
                    "kid", "one",
                    "n", number(key.getModulus()),
                    "e", number(key.getPublicExponent())))));
  }

  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The page on which somebody says who they are. */
  private void ask(HttpExchange exchange) throws IOException {
    Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
    if (!CLIENT.equals(asked.get("client_id"))
        || !"S256".equals(asked.get("code_challenge_method"))) {
      json(exchange, 400, asked);
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    send(
        exchange,
        200,
        "text/html",
        """
        <!doctype html><title>Example University</title><h1>Example University</h1>
        <form action="/said"><input type="hidden" name="code" value="%s"><button>I am Ada</button></form>
        """
            .formatted(code));
  }

  private void goBack(HttpExchange exchange) throws IOException {
    String code = form(exchange.getRequestURI().getRawQuery()).get("code");
    Map<String, String> asked = codes.get(code);
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            "%s?code=%s&state=%s".formatted(asked.get("redirect_uri"), code, asked.get("state")));
    send(exchange, 302, "text/plain", "");
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> given =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(given.getOrDefault("code", ""));
    String basic =
        Base64.getEncoder()
            .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    try {
      boolean right =
          asked != null
              && ("Basic " + basic).equals(exchange.getRequestHeaders().getFirst("Authorization"))
              && asked.get("redirect_uri").equals(given.get("redirect_uri"))
              && asked.get("code_challenge").equals(hash(given.getOrDefault("code_verifier", "")));
      if (!right) {
        json(exchange, 400, Map.of("error", "invalid_grant"));
        return;
      }
      json(
          exchange,
          200,
          Map.of(
              "access_token",
              UUID.randomUUID().toString(),
              "token_type",
              "Bearer",
              "expires_in",
              60,
              "id_token",
              signed(nonce.isEmpty() ? asked.get("nonce") : nonce)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash(String verifier) throws GeneralSecurityException {
    return base64(
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private String signed(String repeated) throws GeneralSecurityException {
    long now = Instant.now().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer());
    claims.put("sub", "ada-1815");
    claims.put("aud", CLIENT);
    claims.put("iat", now);
    claims.put("exp", now + 60);
    claims.put("nonce", repeated);
    claims.put("preferred_username", "ada");
    String content = part(Map.of("alg", "RS256", "kid", "one")) + "." + part(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(content.getBytes(StandardCharsets.US_ASCII));
    return content + "." + base64(signature.sign());
  }

  private static String part(Map<String, Object> content) {
    return base64(Json.MAPPER.writeValueAsBytes(content));
  }

  private static Map<String, String> form(String query) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  private static void json(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    send(exchange, status, "application/json", Json.MAPPER.writeValueAsString(body));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
