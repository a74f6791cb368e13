package offprint.server.feed;

/** Orders of lists that a database index provides, newest first. */
enum Order {
  /** By first publication. */
  NEWEST("paper t", "published", "id", "1 = 1"),
  /** Papers of a folded keyword by first publication. */
  TOPIC("paper_topic t", "published", "paper", "t.key = :name"),
  /** Papers of a folded author name by first publication. */
  AUTHOR("paper_author t", "published", "paper", "t.key = :name"),
  /**
   * Of the user who put them on a list, by the last day of it. Later days are looked up by paper:
   * an expression keeps the index by submitter out, which would read all of a busy user's.
   */
  SUBMITTER(
      "listing t",
      "day",
      "paper",
      "t.submitter = :name and not exists (select 1 from listing later where later.paper = t.paper"
          + " and coalesce(later.submitter, '') = :name and later.day > t.day)");

  final String table;
  final String key;
  final String paper;
  final String condition;

  Order(String table, String key, String paper, String condition) {
    this.table = table;
    this.key = "t." + key;
    this.paper = "t." + paper;
    this.condition =
        condition
            + " and not exists (select 1 from hidden_paper h where h.paper = "
            + this.paper
            + ")";
  }
}
