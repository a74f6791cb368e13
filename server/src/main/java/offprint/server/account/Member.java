package offprint.server.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The signed-in account behind a request.
 *
 * @param session row number of the session, 0 where the request carries an API token
 * @param scopes of the token; all scopes in a session
 */
public record Member(long id, String name, Role role, long session, Set<Scope> scopes) {

  /** The member as Spring Security's authentication. */
  public Authentication authentication() {
    List<GrantedAuthority> authorities = new ArrayList<>();
    scopes.forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope.word())));
    if (hasSession()) {
      authorities.add(new SimpleGrantedAuthority("ROLE_" + role.word()));
    }
    return UsernamePasswordAuthenticationToken.authenticated(this, null, authorities);
  }

  public static Optional<Member> of(@Nullable Authentication who) {
    return who != null && who.getPrincipal() instanceof Member member
        ? Optional.of(member)
        : Optional.empty();
  }

  /** The member behind the current request. */
  public static Optional<Member> current() {
    return of(SecurityContextHolder.getContext().getAuthentication());
  }

  public boolean hasSession() {
    return session > 0;
  }

  public boolean is(Role needed) {
    return hasSession() && role.covers(needed);
  }
}
