package offprint.server.account;

import java.time.Clock;
import java.util.List;
import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** What administrators and moderators did. Entries are written and read, never changed. */
@Component
public final class Audit {
  public static final int PAGE = 100;

  private final AuditTable table;
  private final Clock clock = Clock.systemUTC();

  public Audit(Home home) {
    this.table = new AuditTable(JdbcClient.create(home.dataSource()));
  }

  /** One act. */
  public record Entry(
      long id, long atMillis, String actor, String act, String subject, String address) {}

  /**
   * Notes an act of whoever makes the request under way.
   *
   * @param act such as "suspend account"
   * @param subject such as "ada (12)"
   */
  public void note(String act, String subject) {
    note(Member.current().map(Member::name).orElse(""), act, subject);
  }

  /** The same where nobody has signed in yet. */
  public void note(String actor, String act, String subject) {
    String address =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
            ? String.valueOf(request.getRequest().getRemoteAddr())
            : "";
    table.insert(clock.millis(), actor, act, subject, address);
  }

  /** The last first, before a number. */
  public List<Entry> before(long id) {
    return table.before(id, PAGE);
  }
}
