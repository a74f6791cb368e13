package offprint.server.account.member;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offprint.engine.Fault;
import offprint.server.account.AccountConfig;
import offprint.server.account.AccountConfig.Limits;
import offprint.server.account.Accounts;
import offprint.server.account.Member;
import offprint.server.account.session.Sessions;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import offprint.server.web.RateLimit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * Checks name and password. An unknown or suspended name costs one Argon2 computation like any
 * other and gets the same answer, so that neither time nor text tells which names exist.
 */
@Component
public final class SignIn {
  public static final Duration FRESH = Duration.ofMinutes(10);
  private static final int TRIES_PER_NAME =
      10; // times the limit of one address, for all addresses together

  private final AccountTable accounts;
  private final Sessions sessions;
  private final Clock clock;
  private final DaoAuthenticationProvider provider;
  private final Passwords passwords;
  private final RateLimit byAddress;
  private final SharedLimit byNameAndAddress;
  private final SharedLimit byName;

  @Autowired
  SignIn(Home home, AccountConfig config, Passwords passwords, Sessions sessions) {
    this(home, config, passwords, sessions, Clock.systemUTC());
  }

  SignIn(Home home, AccountConfig config, Passwords passwords, Sessions sessions, Clock clock) {
    this.accounts = new AccountTable(JdbcClient.create(home.dataSource()));
    this.sessions = sessions;
    this.clock = clock;
    this.passwords = passwords;
    this.provider = new DaoAuthenticationProvider(this::details);
    provider.setPasswordEncoder(passwords);
    Limits limits = config.limits();
    Duration window = Duration.ofMinutes(15);
    this.byAddress = new RateLimit("sign-ins", limits.signIns(), window, clock);
    this.byNameAndAddress =
        new SharedLimit(
            home,
            "name and address",
            "wrong passwords for one name",
            limits.failures(),
            window,
            clock);
    this.byName =
        new SharedLimit(
            home,
            "name",
            "wrong passwords for one name",
            limits.failures() * TRIES_PER_NAME,
            window,
            clock);
  }

  private UserDetails details(String key) {
    AccountTable.Row row =
        accounts
            .byKey(key)
            .filter(AccountTable.Row::active)
            .orElseThrow(() -> new UsernameNotFoundException("unknown"));
    return new User(Long.toString(row.id()), row.password(), List.of());
  }

  /**
   * The member with this name and password; empty if they do not match.
   *
   * @param address of the client
   * @throws Problem too many requests
   */
  Optional<Member> check(String name, String password, String address) {
    String key = Accounts.key(name);
    byAddress.take(address);
    byNameAndAddress.take(key + " " + address);
    byName.take(key);
    try {
      long id =
          Long.parseLong(
              provider
                  .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(key, password))
                  .getName());
      byNameAndAddress.giveBack(key + " " + address);
      byName.giveBack(key);
      return accounts.find(id).map(a -> new Member(id, a.name(), a.role(), 0, Set.of()));
    } catch (AuthenticationException _) {
      byNameAndAddress.failed(key + " " + address);
      byName.failed(key);
      return Optional.empty();
    }
  }

  /** Counts a sign-in without password. */
  public void count(String address) {
    byAddress.take(address);
  }

  /**
   * Confirms that a signed-in browser is used by its owner: by the password, or, for an account
   * without one, by a recent sign-in.
   *
   * @throws Problem if the password is wrong, or the sign-in too long ago
   */
  public void confirm(Member member, String password, String address) {
    if (accounts.find(member.id()).filter(a -> !a.hasPassword()).isPresent()) {
      long since = clock.millis() - FRESH.toMillis();
      if (sessions.of(member.id()).stream()
          .noneMatch(s -> s.id() == member.session() && s.createdMillis() >= since)) {
        throw Problem.invalid(
            List.of(
                new Fault(
                    "current",
                    "an account without a password changes this within 10 minutes of signing in:"
                        + " sign out and in again")));
      }
      return;
    }
    if (!knowsPassword(member, password, address)) {
      throw Problem.invalid(
          List.of(new Fault("current", "the current password is another than the one typed")));
    }
  }

  /** Whether a signed-in member knows their password; counted like a sign-in. */
  boolean knowsPassword(Member member, String password, String address) {
    String key = Accounts.key(member.name()) + " " + address;
    byNameAndAddress.take(key);
    boolean knows =
        accounts
            .find(member.id())
            .filter(a -> passwords.matches(password, a.password()))
            .isPresent();
    if (knows) {
      byNameAndAddress.giveBack(key);
    } else {
      byNameAndAddress.failed(key);
    }
    return knows;
  }
}
