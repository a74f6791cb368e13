package offprint.server.account.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import offprint.server.account.Access;
import offprint.server.account.Member;
import offprint.server.account.Role;
import offprint.server.account.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * Permission required by a request, by path and method, and whether the caller has it. A path
 * without a rule requires reading for safe methods and running for all others.
 */
final class AccessRules implements AuthorizationManager<RequestAuthorizationContext> {
  static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final Pattern DISCUSSING =
      Pattern.compile(
          "/(votes|comments|collections|following|notifications|claims)(/.*)?"
              + "|/api/v1/(comments|collections|following|notifications|claims)(/.*)?"
              + "|/api/v1/papers/.*/(vote|comments)"
              + "|(/api/v1)?/runs/[^/]+/comments(/.*)?");

  /** Pages for people who discuss and vote. */
  private static final Pattern ANSWERING =
      Pattern.compile(
          "(/runs/[^/]+)?/comments/[^/]+/(reply|edit|report)|/runs/[^/]+/comments/new|/collections/(new|add|[0-9]+/edit)|/claims/new"
              + "|(/api/v1)?/(following|notifications)(/.*)?|/api/v1/claims(/.*)?");

  /** Things that may be private or public. */
  private static final Pattern SHARED = Pattern.compile("(/api/v1)?/collections(/.*)?");

  private final Access access;

  AccessRules(Access access) {
    this.access = access;
  }

  /** Permission that a request needs. */
  enum Need {
    /** None: sign-in and registration, style sheets, mail links with a secret of their own. */
    NOTHING,
    READ,
    /**
     * Reading anonymously, or with a token that may read or discuss; private things of the caller
     * may show.
     */
    READ_SHARED,
    /** Changes a reader without account may make to their own things: save, hide, subscribe. */
    OWN,
    RUN,
    SUBMIT,
    DISCUSS,
    SESSION,
    MODERATE,
    ADMINISTER;

    static Need of(String method, String path) {
      boolean reads = READING.contains(method);
      if (within(path, "/admin")) {
        return ADMINISTER;
      }
      if (within(path, "/moderation")) {
        return MODERATE;
      }
      if (within(path, "/settings")) {
        return SESSION;
      }
      if (OPEN_PATHS.stream().anyMatch(open -> within(path, open))) {
        return NOTHING;
      }
      if (reads) {
        return ANSWERING.matcher(path).matches()
            ? DISCUSS
            : SHARED.matcher(path).matches() ? READ_SHARED : READ;
      }
      if (DISCUSSING.matcher(path).matches()) {
        return DISCUSS;
      }
      if (path.equals("/submit") || path.equals("/api/v1/papers")) {
        return SUBMIT;
      }
      return OWN_PATHS.contains(path) ? OWN : RUN;
    }

    private static final Set<String> OWN_PATHS =
        Set.of("/opinions", "/reader/forget", "/subscribe");

    private static final List<String> OPEN_PATHS =
        List.of(
            "/assets",
            "/favicon.ico",
            "/login",
            "/logout",
            "/setup",
            "/register",
            "/reset",
            "/confirm",
            "/refused",
            "/error",
            // with a secret from the subscriber's mail
            "/digests",
            "/subscribe/confirm",
            "/subscription",
            "/unsubscribe");

    private static boolean within(String path, String folder) {
      return path.equals(folder) || path.startsWith(folder + "/");
    }
  }

  @Override
  public AuthorizationDecision authorize(
      Supplier<? extends @Nullable Authentication> who, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    Need need = Need.of(request.getMethod(), path(request));
    Optional<Member> member = Member.of(who.get());
    boolean free = isFree(need) && (need != Need.READ_SHARED || member.isEmpty());
    return new AuthorizationDecision(free || has(member, need));
  }

  /** The decoded path, as the dispatcher reads it. */
  static String path(HttpServletRequest request) {
    return request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
  }

  private boolean isFree(Need need) {
    return switch (need) {
      case NOTHING -> true;
      case READ, READ_SHARED, OWN -> access != Access.PRIVATE;
      case RUN, SUBMIT -> access == Access.OPEN;
      case DISCUSS, SESSION, MODERATE, ADMINISTER -> false;
    };
  }

  private static boolean has(Optional<Member> who, Need need) {
    if (who.isEmpty()) {
      return false;
    }
    Member member = who.get();
    return switch (need) {
      case NOTHING -> true;
      case READ_SHARED ->
          member.scopes().contains(Scope.READ) || member.scopes().contains(Scope.DISCUSS);
      case READ -> member.scopes().contains(Scope.READ);
      case RUN -> member.scopes().contains(Scope.RUN);
      case SUBMIT -> member.scopes().contains(Scope.SUBMIT);
      case DISCUSS -> member.scopes().contains(Scope.DISCUSS);
      case OWN, SESSION -> member.hasSession();
      case MODERATE -> member.is(Role.MODERATOR);
      case ADMINISTER -> member.is(Role.ADMINISTRATOR);
    };
  }
}
