package offprint.server.account;

import java.util.Optional;
import offprint.server.web.Problem;
import org.springframework.stereotype.Component;

/** Who makes the request under way, for the other features and for templates. */
@Component
public final class Accounts {
  private final Joins joins;

  Accounts(Joins joins) {
    this.joins = joins;
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

  /** What the first visitor must type to become the administrator, until there is one. */
  public Optional<String> setupCode() {
    return joins.setupCode();
  }
}
