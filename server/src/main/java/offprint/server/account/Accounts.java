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

/** The account behind the current request, for other features and for templates. */
@Component
public final class Accounts {
  private final PersonTable table;
  private final Access access;

  Accounts(AccountConfig config, Binding binding, Home home) {
    this.table = new PersonTable(JdbcClient.create(home.dataSource()));
    this.access = config.access(binding.isLoopback());
  }

  /** Whether anyone who reaches the server may run and upload. */
  public boolean isOpen() {
    return access == Access.OPEN;
  }

  /**
   * The account whose runs and uploads the current request may see and change; 0 for a visitor
   * without account and for an API token without the scope for runs.
   */
  public long runner() {
    return Member.current()
        .filter(member -> member.scopes().contains(Scope.RUN))
        .map(Member::id)
        .orElse(0L);
  }

  /** Public view of an account. */
  public record Person(long id, String name) {}

  /** The key of a name: names that differ only in case are the same. */
  public static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Active accounts by the key of their name. */
  public Map<String, Person> people(Collection<String> keys) {
    Map<String, Person> people = new HashMap<>();
    table.active(keys).forEach(person -> people.put(key(person.name()), person));
    return people;
  }

  /** An active account by its name, in any case. */
  public Optional<Person> person(String name) {
    return Optional.ofNullable(people(List.of(key(name))).get(key(name)));
  }

  /** The current viewer; an anonymous one where nobody is signed in. */
  public Viewer viewer() {
    return Member.current()
        .map(m -> new Viewer(m.id(), m.name(), m.role(), m.hasSession()))
        .orElse(Viewer.NOBODY);
  }

  /**
   * The current viewer, who must have an account.
   *
   * @throws Problem unauthorized if nobody is signed in
   */
  public Viewer member() {
    Viewer viewer = viewer();
    if (!viewer.isSignedIn()) {
      throw Problem.unknown("this needs an account: sign in at /login");
    }
    return viewer;
  }

  /** The confirmed e-mail address of an active account, empty if it has none. */
  public Optional<String> confirmedAddress(long account) {
    return table.confirmedAddress(account);
  }
}
