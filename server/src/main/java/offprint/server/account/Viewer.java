package offprint.server.account;

/**
 * The person or program behind a request.
 *
 * @param id of the account, 0 for an anonymous viewer
 * @param name "" for an anonymous viewer
 * @param session false for an API token
 */
public record Viewer(long id, String name, Role role, boolean session) {
  public static final Viewer NOBODY = new Viewer(0, "", Role.READER, false);

  public boolean isSignedIn() {
    return id > 0;
  }

  /** Whether the viewer sees hidden comments and may restore them. */
  public boolean isModerator() {
    return session && role.covers(Role.MODERATOR);
  }

  public boolean isAdministrator() {
    return session && role.covers(Role.ADMINISTRATOR);
  }
}
