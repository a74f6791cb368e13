package offprint.server.account.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import offprint.engine.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Parses and verifies WebAuthn registrations and assertions (WebAuthn level 3, sections 7.1 and
 * 7.2). User verification is required; attestation is not.
 */
final class Ceremony {
  /** EdDSA, ES256 and RS256, which common authenticators support. */
  static final List<COSEAlgorithmIdentifier> ALGORITHMS =
      List.of(
          COSEAlgorithmIdentifier.EdDSA,
          COSEAlgorithmIdentifier.ES256,
          COSEAlgorithmIdentifier.RS256);

  private static final List<PublicKeyCredentialParameters> PARAMETERS =
      ALGORITHMS.stream()
          .map(a -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, a))
          .toList();

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager verifier =
      WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final AttestedCredentialDataConverter credentials =
      new AttestedCredentialDataConverter(converter);

  /** A registration or assertion is invalid; the message says why. */
  static final class Refused extends Exception {
    private final boolean suspicious;

    Refused(String message, boolean suspicious) {
      super(message);
      this.suspicious = suspicious;
    }

    /** Whether the signature counter suggests a cloned authenticator. */
    boolean isSuspicious() {
      return suspicious;
    }
  }

  /**
   * An unverified registration from a browser.
   *
   * @param challenge challenge that it claims to have signed
   */
  record Made(RegistrationData data, String challenge) {}

  Made readNew(String json) throws Refused {
    needed(json, "/response/clientDataJSON", "/response/attestationObject");
    try {
      RegistrationData data = verifier.parseRegistrationResponseJSON(json);
      return new Made(data, challenge(data.getCollectedClientData()));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
      throw new Refused("it cannot be read", false);
    }
  }

  /**
   * @throws Refused if any of the steps of section 7.1 fails
   */
  PasskeyTable.Key verify(Made made, URI site) throws Refused {
    RegistrationData data;
    try {
      data =
          verifier.verify(
              made.data(),
              new RegistrationParameters(property(site, made.challenge()), PARAMETERS, true, true));
    } catch (WebAuthnException e) {
      throw refused(e);
    }
    AttestationObject attestation = data.getAttestationObject();
    if (attestation == null) {
      throw new Refused("it has no public key", false);
    }
    AuthenticatorData<?> device = attestation.getAuthenticatorData();
    AttestedCredentialData credential = device.getAttestedCredentialData();
    if (credential == null) {
      throw new Refused("it has no public key", false);
    }
    Set<AuthenticatorTransport> transports = data.getTransports();
    return new PasskeyTable.Key(
        encode(credential.getCredentialId()),
        encode(credentials.convert(credential)),
        device.getSignCount(),
        device.isFlagBE(),
        device.isFlagBS(),
        transports == null
            ? ""
            : transports.stream()
                .map(AuthenticatorTransport::getValue)
                .filter(t -> t.matches("[a-z-]{1,20}"))
                .sorted()
                .collect(Collectors.joining(" ")));
  }

  /**
   * Parses an answer after checking that the texts at {@code paths}, which the parser expects, are
   * there.
   */
  private static JsonNode needed(String json, String... paths) throws Refused {
    JsonNode answer;
    try {
      answer = Json.MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new Refused("it cannot be read", false);
    }
    for (String path : paths) {
      if (answer.at(path).asString("").isEmpty()) {
        throw new Refused("it cannot be read", false);
      }
    }
    return answer;
  }

  /**
   * An unverified assertion from a browser.
   *
   * @param challenge the word that it says it signed
   * @param credential claimed credential identifier, base64url
   * @param handle claimed user handle, base64url, "" if absent
   */
  record Signed(AuthenticationData data, String challenge, String credential, String handle) {}

  Signed readSigned(String json) throws Refused {
    JsonNode answer =
        needed(
            json,
            "/id",
            "/response/clientDataJSON",
            "/response/authenticatorData",
            "/response/signature");
    try {
      AuthenticationData data = verifier.parseAuthenticationResponseJSON(json);
      return new Signed(
          data,
          challenge(data.getCollectedClientData()),
          answer.path("id").asString(""),
          answer.at("/response/userHandle").asString(""));
    } catch (WebAuthnException | JacksonException | IllegalArgumentException e) {
      throw new Refused("it cannot be read", false);
    }
  }

  /** State of a passkey after an assertion. */
  record Use(long counter, boolean copied) {}

  /**
   * @throws Refused if any of the steps of section 7.2 fails
   */
  Use verify(Signed signed, PasskeyTable.Key key, URI site) throws Refused {
    CredentialRecord record =
        new CredentialRecordImpl(
            new NoneAttestationStatement(),
            true,
            key.eligible(),
            key.copied(),
            key.counter(),
            credentials.convert(Base64.getUrlDecoder().decode(key.data())),
            null,
            null,
            null,
            Set.of());
    try {
      AuthenticatorData<?> device =
          verifier
              .verify(
                  signed.data(),
                  new AuthenticationParameters(
                      property(site, signed.challenge()), record, null, true, true))
              .getAuthenticatorData();
      if (device == null) {
        throw new Refused("it says nothing of its device", false);
      }
      return new Use(device.getSignCount(), device.isFlagBS());
    } catch (WebAuthnException e) {
      throw refused(e);
    }
  }

  private static Refused refused(WebAuthnException e) {
    return new Refused(String.valueOf(e.getMessage()), e instanceof MaliciousCounterValueException);
  }

  private static ServerProperty property(URI site, String challenge) {
    return ServerProperty.builder()
        .origin(Origin.create(site.toString()))
        .rpId(site.getHost())
        .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
        .build();
  }

  private static String challenge(@Nullable CollectedClientData said) throws Refused {
    if (said == null) {
      throw new Refused("it does not say what it signed", false);
    }
    return encode(said.getChallenge().getValue());
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
