package offprint.server.account.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offprint.server.account.Member;
import offprint.server.account.Secret;
import offprint.server.home.Home;
import offprint.server.web.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Sessions in the database: they survive a restart, are valid on every node, and can be listed and
 * ended one by one. The cookie holds a random secret, the table its digest.
 */
@Component
public final class Sessions implements SecurityContextRepository {
  static final Duration LONGEST = Duration.ofDays(30);
  static final Duration IDLE = Duration.ofDays(7);
  private static final Duration TOUCH = Duration.ofMinutes(10);
  private static final String COOKIE = "session";
  private static final String SECURE_COOKIE = "__Host-session";
  private static final String ANSWER = Sessions.class.getName();

  private final SessionTable table;
  private final Clock clock = Clock.systemUTC();

  /**
   * A session as its owner sees it.
   *
   * @param agent the browser's user agent
   */
  public record Listed(
      long id, long createdMillis, long seenMillis, String address, String agent) {}

  public Sessions(Home home) {
    this.table = new SessionTable(JdbcClient.create(home.dataSource()));
  }

  /** Signs a browser in with a new session secret. */
  public void begin(Member member, HttpServletRequest request, HttpServletResponse response) {
    end(request, response);
    String word = Secret.word();
    long now = clock.millis();
    table.prune(now - LONGEST.toMillis(), now - IDLE.toMillis());
    String agent = String.valueOf(request.getHeader("User-Agent"));
    table.insert(
        Secret.digest(word),
        member.id(),
        request.getRemoteAddr(),
        agent.substring(0, Math.min(200, agent.length())),
        now);
    setCookie(word, LONGEST, request, response);
  }

  /** Signs the browser out. */
  public void end(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> word = word(request);
    if (word.isPresent()) {
      table
          .find(Secret.digest(word.get()))
          .ifPresent(row -> table.end(row.member().id(), row.member().session()));
      setCookie("", Duration.ZERO, request, response);
    }
  }

  private static void setCookie(
      String word, Duration age, HttpServletRequest request, HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(request.isSecure() ? SECURE_COOKIE : COOKIE, word)
            .path("/")
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .maxAge(age)
            .build()
            .toString());
  }

  /** The secret in the session cookie, if it is well formed. */
  static Optional<String> word(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    String name = request.isSecure() ? SECURE_COOKIE : COOKIE;
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name) && Secret.isWord(cookie.getValue())) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  public List<Listed> of(long account) {
    return table.of(account);
  }

  public void end(long account, long id) {
    if (!table.end(account, id)) {
      throw Problem.notFound("there is no session " + id);
    }
  }

  /**
   * @param kept 0 for none
   */
  public void endOthers(long account, long kept) {
    table.endOthers(account, kept);
  }

  @Override
  @Deprecated
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    HttpServletRequest request = holder.getRequest();
    Object known =
        request.getAttribute(ANSWER); // asked by several filters and dispatches of one request
    if (known instanceof SecurityContext context) {
      return context;
    }
    SecurityContext context = new SecurityContextImpl();
    Member member = member(request);
    if (member != null) {
      context.setAuthentication(member.authentication());
    }
    request.setAttribute(ANSWER, context);
    return context;
  }

  private @Nullable Member member(HttpServletRequest request) {
    Optional<SessionTable.Row> row = word(request).flatMap(word -> table.find(Secret.digest(word)));
    if (row.isEmpty()) {
      return null;
    }
    SessionTable.Row session = row.get();
    long now = clock.millis();
    if (now - session.createdMillis() > LONGEST.toMillis()
        || now - session.seenMillis() > IDLE.toMillis()) {
      return null;
    }
    if (now - session.seenMillis() > TOUCH.toMillis()) {
      table.touch(session.member().session(), now);
    }
    return session.member();
  }

  /** Does nothing: only {@link #begin} and {@link #end} change who is signed in. */
  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return word(request).isPresent();
  }
}
