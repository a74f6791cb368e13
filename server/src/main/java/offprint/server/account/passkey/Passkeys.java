package offprint.server.account.passkey;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offprint.engine.Fault;
import offprint.engine.Json;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.PublicAddress;
import offprint.server.account.Secret;
import offprint.server.account.member.EmailConfirmations;
import offprint.server.account.member.SignInMethods;
import offprint.server.account.passkey.Ceremony.Made;
import offprint.server.account.passkey.Ceremony.Refused;
import offprint.server.account.passkey.Ceremony.Signed;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passkeys of accounts. They need a site with a host name: browsers bind passkeys to a name and
 * refuse IP addresses.
 */
@Component
final class Passkeys {
  static final Duration TIME = Duration.ofMinutes(5);
  static final int MOST = 20;
  private static final int MOST_LETTERS = 60;

  private final PasskeyTable table;
  private final ChallengeTable challenges;
  private final SignInMethods ways;
  private final EmailConfirmations letters;
  private final Audit audit;
  private final PublicAddress address;
  private final Ceremony ceremony = new Ceremony();
  private final Clock clock = Clock.systemUTC();

  Passkeys(
      Home home,
      SignInMethods ways,
      EmailConfirmations letters,
      Audit audit,
      PublicAddress address) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.table = new PasskeyTable(sql);
    this.challenges = new ChallengeTable(sql);
    this.ways = ways;
    this.letters = letters;
    this.audit = audit;
    this.address = address;
  }

  /** The relying party's address; empty where passkeys are impossible. */
  Optional<URI> site(HttpServletRequest request) {
    return address.of(request).filter(Passkeys::canHavePasskeys);
  }

  private static boolean canHavePasskeys(URI site) {
    String host = String.valueOf(site.getHost());
    boolean named = !host.startsWith("[") && !host.matches("[0-9.]+");
    return named && ("https".equals(site.getScheme()) || host.equals("localhost"));
  }

  private URI needed(HttpServletRequest request) {
    return site(request)
        .orElseThrow(
            () ->
                Problem.conflict(
                    "passkeys need the site's address, with a name and HTTPS: serve --site"));
  }

  List<PasskeyTable.Listed> of(long account) {
    return table.of(account);
  }

  /** Options for creating a passkey, in the form of {@code parseCreationOptionsFromJSON}. */
  ObjectNode asked(Member owner, HttpServletRequest request) {
    URI site = needed(request);
    List<PasskeyTable.Listed> known = table.of(owner.id());
    if (known.size() >= MOST) {
      throw Problem.conflict("an account has at most %d passkeys: revoke one".formatted(MOST));
    }
    ObjectNode options = Json.MAPPER.createObjectNode();
    String challenge = Secret.word();
    options.put("challenge", challenge).put("timeout", TIME.toMillis()).put("attestation", "none");
    options.putObject("rp").put("id", site.getHost()).put("name", "Offprint");
    options
        .putObject("user")
        .put("id", table.handle(owner.id(), Secret.word()))
        .put("name", owner.name())
        .put("displayName", owner.name());
    Ceremony.ALGORITHMS.forEach(
        a ->
            options
                .withArray("pubKeyCredParams")
                .addObject()
                .put("type", "public-key")
                .put("alg", a.getValue()));
    options.putArray("excludeCredentials");
    known.forEach(
        key ->
            options
                .withArray("excludeCredentials")
                .addObject()
                .put("type", "public-key")
                .put("id", key.credential()));
    options
        .putObject("authenticatorSelection")
        .put("residentKey", "required")
        .put("requireResidentKey", true)
        .put("userVerification", "required");
    long now = clock.millis();
    challenges.insert(Secret.digest(challenge), owner.id(), now, now + TIME.toMillis());
    return options;
  }

  /**
   * Adds a passkey to an account.
   *
   * @param json the browser's answer
   */
  void add(Member owner, String name, String json, HttpServletRequest request) {
    URI site = needed(request);
    String label = name.strip();
    if (label.isEmpty() || label.length() > MOST_LETTERS) {
      throw wrong("name", "name must have from 1 to 60 characters: got " + label.length());
    }
    try {
      Made made = ceremony.readNew(json);
      if (!challenges.use(Secret.digest(made.challenge()), owner.id(), clock.millis())) {
        throw new Refused("it took longer than 5 minutes, or was sent before", false);
      }
      if (!table.insert(owner.id(), ceremony.verify(made, site), label, clock.millis())) {
        throw new Refused("it is there already", false);
      }
    } catch (Refused e) {
      throw wrong("credential", "the passkey was not added: " + e.getMessage());
    }
    letters.tell(owner.id(), "A passkey was added");
    audit.note("add passkey", "%s: %s".formatted(owner.name(), label));
  }

  void revoke(Member owner, long id) {
    ways.close(
        owner.id(),
        () -> {
          if (!table.delete(owner.id(), id)) {
            throw Problem.notFound("there is no passkey " + id);
          }
        });
    audit.note("revoke passkey", "%s (%d)".formatted(owner.name(), id));
  }

  /** Options for signing in with any passkey of this site. */
  ObjectNode asked(HttpServletRequest request) {
    URI site = needed(request);
    String challenge = Secret.word();
    ObjectNode options = Json.MAPPER.createObjectNode();
    options
        .put("challenge", challenge)
        .put("rpId", site.getHost())
        .put("timeout", TIME.toMillis())
        .put("userVerification", "required")
        .putArray("allowCredentials");
    long now = clock.millis();
    challenges.insert(Secret.digest(challenge), now, now + TIME.toMillis());
    return options;
  }

  /**
   * The member whose passkey signed; empty if it belongs to no account here.
   *
   * @param json what the browser answered
   */
  Optional<Member> signedIn(String json, HttpServletRequest request) {
    URI site = needed(request);
    try {
      Signed signed = ceremony.readSigned(json);
      if (!challenges.use(Secret.digest(signed.challenge()), clock.millis())) {
        return Optional.empty();
      }
      Optional<PasskeyTable.Row> found =
          table.find(signed.credential()).filter(row -> row.handle().equals(signed.handle()));
      return found.isEmpty() ? Optional.empty() : signedIn(signed, found.get(), site);
    } catch (Refused _) {
      return Optional.empty();
    }
  }

  private Optional<Member> signedIn(Signed signed, PasskeyTable.Row row, URI site) throws Refused {
    Optional<Member> owner = ways.entering(row.account());
    Ceremony.Use use;
    try {
      use = ceremony.verify(signed, row.key(), site);
    } catch (Refused e) {
      if (e.isSuspicious()) {
        String name = owner.map(Member::name).orElse("");
        audit.note(name, "passkey refused: its counter went back", name);
      }
      throw e;
    }
    boolean first =
        table.use(row.id(), row.key().counter(), use.counter(), use.copied(), clock.millis());
    return first ? owner : Optional.empty();
  }

  private static Problem wrong(String field, String message) {
    return Problem.invalid(List.of(new Fault(field, message)));
  }
}
