package offprint.server.account;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import offprint.server.home.Home;
import offprint.server.web.Binding;
import offprint.server.web.Problem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who makes the request under way, for the other features and for templates. */
@Component
public final class Accounts {
  private final PersonTable table;
  private final Access access;

  Accounts(AccountConfig config, Binding binding, Home home) {
    this.table = new PersonTable(JdbcClient.create(home.dataSource()));
    this.access = config.access(binding.isLoopback());
  }

  /** Whether whoever reaches the server may run and upload. */
  public boolean isOpen() {
    return access == Access.OPEN;
  }

  /**
   * The account whose runs and uploads this request may see and change: 0 for nobody, and where a
   * token is not meant for runs.
   */
  public long runner() {
    return Member.current()
        .filter(member -> member.scopes().contains(Scope.RUN))
        .map(Member::id)
        .orElse(0L);
  }

  /** An account as others see it. */
  public record Person(long id, String name) {}

  /** Names that differ only in capitals are one. */
  public static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Accounts that may sign in, by the key of the name: the name in lower case. */
  public Map<String, Person> people(Collection<String> keys) {
    Map<String, Person> people = new HashMap<>();
    table.active(keys).forEach(person -> people.put(key(person.name()), person));
    return people;
  }

  /** Somebody who may sign in, by a name written in any case. */
  public Optional<Person> person(String name) {
    return Optional.ofNullable(people(List.of(key(name))).get(key(name)));
  }

  /** Nobody in particular where nobody signed in. */
  public Viewer viewer() {
    return Member.current()
        .map(m -> new Viewer(m.id(), m.name(), m.role(), m.hasSession()))
        .orElse(Viewer.NOBODY);
  }

  /**
   * Somebody with an account.
   *
   * @throws Problem unauthorized for nobody
   */
  public Viewer member() {
    Viewer viewer = viewer();
    if (!viewer.isSignedIn()) {
      throw Problem.unknown("this needs an account: sign in at /login");
    }
    return viewer;
  }

  /**
   * Where notices to an active account may go: an address that its owner has proven, empty without
   * one.
   */
  public Optional<String> confirmedAddress(long account) {
    return table.confirmedAddress(account);
  }
}
