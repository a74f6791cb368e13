package offprint.server.account;

/**
 * Who looks at a page or asks the API.
 *
 * @param id of the account, 0 for nobody in particular
 * @param name "" for nobody
 * @param session false where an API token was shown
 */
public record Viewer(long id, String name, Role role, boolean session) {
  public static final Viewer NOBODY = new Viewer(0, "", Role.READER, false);

  public boolean isSignedIn() {
    return id > 0;
  }

  /** Whether hidden comments are shown and may be put back. */
  public boolean isModerator() {
    return session && role.covers(Role.MODERATOR);
  }

  public boolean isAdministrator() {
    return session && role.covers(Role.ADMINISTRATOR);
  }
}
