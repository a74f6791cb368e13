package offprint.server.account;

import java.time.Clock;
import java.util.List;
import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The audit log of administrators and moderators. Entries are never changed. */
@Component
public final class Audit {
  public static final int PAGE = 100;

  private final AuditTable table;
  private final Clock clock = Clock.systemUTC();

  public Audit(Home home) {
    this.table = new AuditTable(JdbcClient.create(home.dataSource()));
  }

  /** One entry of the log. */
  public record Entry(
      long id, long atMillis, String actor, String act, String subject, String address) {}

  /**
   * Logs an act of the current viewer.
   *
   * @param act such as "suspend account"
   * @param subject such as "ada (12)"
   */
  public void note(String act, String subject) {
    note(Member.current().map(Member::name).orElse(""), act, subject);
  }

  /** Logs an act of somebody who is not signed in. */
  public void note(String actor, String act, String subject) {
    String address =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
            ? String.valueOf(request.getRequest().getRemoteAddr())
            : "";
    table.insert(clock.millis(), actor, act, subject, address);
  }

  /** Entries older than {@code id}, newest first. */
  public List<Entry> before(long id) {
    return table.before(id, PAGE);
  }
}
