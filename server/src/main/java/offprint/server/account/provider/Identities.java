package offprint.server.account.provider;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offprint.engine.Json;
import offprint.server.account.Audit;
import offprint.server.account.Member;
import offprint.server.account.RegistrationPolicy;
import offprint.server.account.Secret;
import offprint.server.account.member.EmailConfirmations;
import offprint.server.account.member.Registration;
import offprint.server.account.member.SignInMethods;
import offprint.server.account.provider.Provider.Person;
import offprint.server.account.provider.Provider.Trip;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts linked to identities at the provider. An identity is an issuer and a subject; an e-mail
 * address never selects an account.
 */
@Component
final class Identities {
  static final Duration TIME = Duration.ofMinutes(10);

  private final IdentityTable table;
  private final AuthorizationTable errands;
  private final Provider provider;
  private final Registration registration;
  private final SignInMethods ways;
  private final EmailConfirmations letters;
  private final Audit audit;
  private final Clock clock = Clock.systemUTC();

  Identities(
      Home home,
      Provider provider,
      Registration registration,
      SignInMethods ways,
      EmailConfirmations letters,
      Audit audit) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.table = new IdentityTable(sql);
    this.errands = new AuthorizationTable(sql);
    this.provider = provider;
    this.registration = registration;
    this.ways = ways;
    this.letters = letters;
    this.audit = audit;
  }

  /**
   * Purpose of an authorisation request.
   *
   * @param next page to continue to
   * @param invitation for a new account, "" for none
   * @param account to be linked, 0 to sign in
   */
  record Errand(Trip trip, String next, String invitation, long account) {}

  /** An identity without an account here that may register. */
  record Newcomer(Person person, String next, String invitation) {}

  /** Result of an authorisation request. */
  sealed interface Outcome {
    record SignedIn(Member member, String next) implements Outcome {}

    record Linked() implements Outcome {}

    /**
     * @param word for {@link #newcomer}
     */
    record New(String word) implements Outcome {}
  }

  /**
   * Starts an authorisation request.
   *
   * @return secret for the browser's cookie
   */
  String depart(Errand errand) {
    return remember("away", errand);
  }

  private String remember(String stage, Object content) {
    String word = Secret.word();
    long now = clock.millis();
    errands.put(
        Secret.digest(stage + word),
        Json.MAPPER.writeValueAsString(content),
        now,
        now + TIME.toMillis());
    return word;
  }

  /** Ends a request that the provider refused. */
  void giveUp(String word) {
    errands.take(Secret.digest("away" + word), clock.millis());
  }

  /**
   * Completes an authorisation request.
   *
   * @param word secret of the browser's cookie
   * @param member member signed in to the browser, if any
   * @throws Problem if the request is over, the provider's answer is invalid, or no account matches
   */
  Outcome arrive(String word, String code, String state, Optional<Member> member) {
    Errand errand =
        errands
            .take(Secret.digest("away" + word), clock.millis())
            .map(json -> Json.MAPPER.readValue(json, Errand.class))
            .orElseThrow(Identities::over);
    if (!Secret.equal(errand.trip().state(), state)) {
      throw over();
    }
    Person person = provider.arrive(errand.trip(), code, state);
    return errand.account() > 0
        ? link(person, errand.account(), member)
        : enter(person, errand.next(), errand.invitation());
  }

  private static Problem over() {
    return Problem.conflict(
        "this sign-in is over, was begun in another browser or took longer than 10 minutes: begin"
            + " again");
  }

  private Outcome enter(Person person, String next, String invitation) {
    Optional<Long> found = table.find(person.issuer(), person.subject());
    if (found.isPresent()) {
      Member member =
          ways.entering(found.get())
              .orElseThrow(() -> Problem.refused("this account is suspended"));
      table.use(person.issuer(), person.subject(), clock.millis());
      return new Outcome.SignedIn(member, next);
    }
    if (!registration.isWelcome(invitation)) {
      throw Problem.refused(
          "nobody here is linked to this account of %s, and new accounts %s"
              .formatted(
                  provider.name(),
                  registration.joining() == RegistrationPolicy.CLOSED
                      ? "are not made"
                      : "need an invitation that has not been used or run out"));
    }
    return new Outcome.New(remember("newcomer", new Newcomer(person, next, invitation)));
  }

  private Outcome link(Person person, long account, Optional<Member> member) {
    Member owner =
        member.filter(m -> m.hasSession() && m.id() == account).orElseThrow(Identities::over);
    boolean linked =
        table.insert(account, person.issuer(), person.subject(), clock.millis())
            || table.find(person.issuer(), person.subject()).filter(a -> a == account).isPresent();
    if (!linked) {
      throw Problem.conflict(
          "this account of %s is linked to another account here".formatted(provider.name()));
    }
    letters.tell(account, "An account of %s was linked".formatted(provider.name()));
    audit.note("link an account of " + provider.name(), owner.name());
    return new Outcome.Linked();
  }

  Optional<Newcomer> newcomer(String word) {
    return errands
        .look(Secret.digest("newcomer" + word), clock.millis())
        .map(json -> Json.MAPPER.readValue(json, Newcomer.class));
  }

  /**
   * Registers an account for a new identity.
   *
   * @return the account and the page to continue to
   */
  Outcome.SignedIn join(String word, String name, String email, String address) {
    Newcomer newcomer = newcomer(word).orElseThrow(Identities::over);
    Person person = newcomer.person();
    String typed = email.strip();
    boolean proven = person.emailProven() && typed.equals(person.email()) && !typed.isEmpty();
    Member made =
        registration.registerKnown(
            newcomer.invitation(),
            name,
            typed,
            address,
            id -> {
              if (!table.insert(id, person.issuer(), person.subject(), clock.millis())) {
                throw over();
              }
              if (proven) {
                letters.vouched(id, typed);
              }
            });
    errands.take(Secret.digest("newcomer" + word), clock.millis());
    return new Outcome.SignedIn(made, newcomer.next());
  }

  List<IdentityTable.Listed> of(long account) {
    return table.of(account);
  }

  void remove(Member owner, long id) {
    ways.close(
        owner.id(),
        () -> {
          if (!table.delete(owner.id(), id)) {
            throw Problem.notFound("there is no linked account " + id);
          }
        });
    audit.note("unlink an account of the provider", owner.name());
  }
}
