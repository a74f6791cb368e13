package offprint.server.discussion;

/**
 * What comments are on: a paper or a run.
 *
 * @param paper row number, 0 for a run
 * @param run number, 0 for a paper
 * @param owner the account whose run it is, 0 for nobody
 * @param isPublic whether it is seen by everybody who may read here
 * @param word of the link by which others see a run, "" for none
 * @param path of its page, for a run as the viewer reached it
 */
public record Subject(
    long paper, long run, long owner, boolean isPublic, String word, String path, String title) {
  static Subject paper(long id, String address, String title) {
    return new Subject(id, 0, 0, true, "", "/papers/" + address, title);
  }

  /**
   * @param word "" unless it is seen by link
   * @param key what stands in addresses
   */
  public static Subject run(
      long id, long owner, boolean isPublic, String word, String key, String method) {
    return new Subject(
        0, id, owner, isPublic, word, "/runs/" + key, "Run %d, %s".formatted(id, method));
  }

  boolean isRun() {
    return run > 0;
  }

  /** What stands in addresses. */
  public String key() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Who can read what is said on it. */
  public String readers() {
    return !isRun()
        ? "Others can read it at once."
        : isPrivate()
            ? "Nobody but you can read it while the run is private."
            : isPublic
                ? "Whoever sees the run can read it at once."
                : "Whoever has the run's link can read it at once.";
  }

  /** Whether its owner alone sees it. */
  boolean isPrivate() {
    return !isPublic && word.isEmpty();
  }

  /** Where comments are sent to. */
  String comments() {
    return isRun() ? path + "/comments" : "/comments";
  }

  /** Below which a comment on it has its pages. */
  String comment(long id) {
    return comments() + "/" + id;
  }
}
