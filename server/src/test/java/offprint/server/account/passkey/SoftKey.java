package offprint.server.account.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import offprint.engine.Json;
import offprint.server.account.Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A passkey in memory, with the browser around it: ES256, no attestation (WebAuthn 6.1, 6.5). */
public final class SoftKey {
  private static final CBORMapper CBOR = new CBORMapper();
  private static final int PRESENT = 0x01;
  private static final int VERIFIED = 0x04;
  private static final int WITH_KEY = 0x40;

  private final KeyPair pair;
  private final byte[] id = new byte[32];
  private String origin;
  private String handle = "";
  private long counter;
  private boolean verifies = true;

  public SoftKey(String origin) {
    this.origin = origin;
    ThreadLocalRandom.current().nextBytes(id);
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      this.pair = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key that a client has added to its account. */
  public static SoftKey added(Client client, String origin, String name) {
    SoftKey key = new SoftKey(origin);
    HttpResponse<String> answer =
        client.post("/settings/passkeys", "name", name, "credential", key.make(asked(client)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return key;
  }

  /** What a site asks of a key that a client wants to add. */
  static JsonNode asked(Client client) {
    HttpResponse<String> answer =
        client.post("/settings/passkeys/options", "current", Client.PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.MAPPER.readTree(answer.body());
  }

  /** The page that asks it is of another site from now on. */
  void moveTo(String other) {
    this.origin = other;
  }

  /** It says whose it is as its maker would not. */
  void pretend(String otherHandle) {
    this.handle = otherHandle;
  }

  void stopVerifying() {
    this.verifies = false;
  }

  void count(long next) {
    this.counter = next - 1;
  }

  String handle() {
    return handle;
  }

  /** What the browser answers to creation options. */
  public String make(JsonNode options) {
    handle = options.at("/user/id").asString();
    byte[] said = said("webauthn.create", options.path("challenge").asString());
    byte[] data = data(options.at("/rp/id").asString(), true);
    Map<String, Object> attestation = new LinkedHashMap<>();
    attestation.put("fmt", "none");
    attestation.put("attStmt", Map.of());
    attestation.put("authData", data);
    return answer(
        Map.of(
            "clientDataJSON",
            text(said),
            "attestationObject",
            text(CBOR.writeValueAsBytes(attestation)),
            "transports",
            new String[] {"internal"}));
  }

  /** What the browser answers to request options. */
  String sign(JsonNode options) {
    byte[] said = said("webauthn.get", options.path("challenge").asString());
    byte[] data = data(options.path("rpId").asString(), false);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(sha256(said));
      return answer(
          Map.of(
              "clientDataJSON",
              text(said),
              "authenticatorData",
              text(data),
              "signature",
              text(signature.sign()),
              "userHandle",
              handle));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String answer(Map<String, Object> response) {
    return Json.MAPPER.writeValueAsString(
        Map.of(
            "id",
            text(id),
            "rawId",
            text(id),
            "type",
            "public-key",
            "response",
            response,
            "clientExtensionResults",
            Map.of()));
  }

  private byte[] said(String type, String challenge) {
    return Json.MAPPER
        .writeValueAsString(
            Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] data(String site, boolean withKey) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(sha256(site.getBytes(StandardCharsets.UTF_8)));
    out.write(PRESENT | (verifies ? VERIFIED : 0) | (withKey ? WITH_KEY : 0));
    counter += withKey ? 0 : 1;
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
    if (withKey) {
      out.writeBytes(new byte[16]);
      out.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
      out.writeBytes(id);
      out.writeBytes(publicKey());
    }
    return out.toByteArray();
  }

  /** RFC 9053, section 7.1: kty 2 (EC2), alg -7 (ES256), crv 1 (P-256), x, y. */
  private byte[] publicKey() {
    ECPublicKey key = (ECPublicKey) pair.getPublic();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01});
    out.writeBytes(new byte[] {0x21, 0x58, 0x20});
    out.writeBytes(coordinate(key.getW().getAffineX().toByteArray()));
    out.writeBytes(new byte[] {0x22, 0x58, 0x20});
    out.writeBytes(coordinate(key.getW().getAffineY().toByteArray()));
    return out.toByteArray();
  }

  private static byte[] coordinate(byte[] number) {
    byte[] padded = new byte[32];
    int many = Math.min(32, number.length);
    System.arraycopy(number, number.length - many, padded, 32 - many, many);
    return padded;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
