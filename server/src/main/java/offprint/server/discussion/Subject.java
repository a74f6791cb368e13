package offprint.server.discussion;

/**
 * The subject of comments: a paper or a run.
 *
 * @param paper row number, 0 for a run
 * @param run number, 0 for a paper
 * @param owner account of the run, 0 for none
 * @param isPublic whether it is visible to all readers of the site
 * @param word secret of the link that shares a run, "" for none
 * @param path of its page, for a run as the viewer reached it
 */
public record Subject(
    long paper, long run, long owner, boolean isPublic, String word, String path, String title) {
  static Subject paper(long id, String address, String title) {
    return new Subject(id, 0, 0, true, "", "/papers/" + address, title);
  }

  /**
   * @param word "" unless it is shared by link
   * @param key key in addresses
   */
  public static Subject run(
      long id, long owner, boolean isPublic, String word, String key, String method) {
    return new Subject(
        0, id, owner, isPublic, word, "/runs/" + key, "Run %d, %s".formatted(id, method));
  }

  boolean isRun() {
    return run > 0;
  }

  /** Key in addresses. */
  public String key() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Who can read comments on it, in words. */
  public String readers() {
    return !isRun()
        ? "Others can read it at once."
        : isPrivate()
            ? "Nobody but you can read it while the run is private."
            : isPublic
                ? "Whoever sees the run can read it at once."
                : "Whoever has the run's link can read it at once.";
  }

  /** Whether only its owner may see it. */
  boolean isPrivate() {
    return !isPublic && word.isEmpty();
  }

  /** Path that comments are posted to. */
  String comments() {
    return isRun() ? path + "/comments" : "/comments";
  }

  /** Base path of the pages of a comment on it. */
  String comment(long id) {
    return comments() + "/" + id;
  }
}
