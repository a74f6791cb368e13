package offprint.server.account.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offprint.engine.Fault;
import offprint.server.account.Member;
import offprint.server.account.Scope;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** API tokens: shown once, stored as digests, limited in scope and lifetime. */
@Component
public final class Tokens {
  /** Prefix of our tokens, which tells them from those of other hubs. */
  static final String PREFIX = "offprint_";

  public static final int MOST_DAYS = 366;
  private static final int MOST = 50;
  private static final Duration TOUCH = Duration.ofMinutes(10);

  private final TokenTable table;
  private final Clock clock = Clock.systemUTC();

  /** A token as its owner sees it. */
  public record Listed(
      long id,
      String name,
      String scopes,
      long createdMillis,
      long expiresMillis,
      @Nullable Long usedMillis) {}

  Tokens(Home home) {
    this.table = new TokenTable(JdbcClient.create(home.dataSource()));
  }

  /**
   * @return the token, which cannot be shown again
   * @throws Problem if a value is wrong
   */
  public String make(Member owner, String name, List<String> scopes, int days) {
    if (name.isBlank() || name.length() > 60) {
      throw wrong("name", "name must have from 1 to 60 characters: got " + name.length());
    }
    if (days < 1 || days > MOST_DAYS) {
      throw wrong("days", "days must be from 1 to %d: got %d".formatted(MOST_DAYS, days));
    }
    Set<Scope> chosen = scopes(scopes);
    if (table.of(owner.id()).size() >= MOST) {
      throw Problem.conflict("an account has at most %d tokens: revoke one".formatted(MOST));
    }
    String token = PREFIX + Secret.word();
    long now = clock.millis();
    table.insert(
        Secret.digest(token),
        owner.id(),
        name.strip(),
        chosen,
        now,
        now + Duration.ofDays(days).toMillis());
    return token;
  }

  private static Set<Scope> scopes(List<String> words) {
    try {
      Set<Scope> scopes = Scope.of(words);
      if (!scopes.isEmpty()) {
        return scopes;
      }
    } catch (IllegalArgumentException e) {
      throw wrong("scopes", String.valueOf(e.getMessage()));
    }
    throw wrong("scopes", "scopes must name at least one of read, run, submit, discuss: got none");
  }

  private static Problem wrong(String field, String message) {
    return Problem.invalid(List.of(new Fault(field, message)));
  }

  /** The owner of a token; empty if it was revoked, has expired or never existed. */
  Optional<Member> find(String token) {
    long now = clock.millis();
    Optional<TokenTable.Row> row = table.find(Secret.digest(token), now);
    row.filter(r -> r.usedMillis() == null || now - r.usedMillis() > TOUCH.toMillis())
        .ifPresent(r -> table.touch(r.id(), now));
    return row.map(TokenTable.Row::member);
  }

  public List<Listed> of(long account) {
    return table.of(account);
  }

  public void revoke(long account, long id) {
    if (!table.delete(account, id)) {
      throw Problem.notFound("there is no token " + id);
    }
  }
}
