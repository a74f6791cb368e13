package offprint.server.follow;

import java.util.Locale;

/** Kinds of notices. */
public enum NoticeKind {
  REPLY("answers to my comments", Way.MAIL),
  MENTION("comments that name me", Way.MAIL),
  RUN("comments on my runs", Way.MAIL),
  COMMENT("comments on papers that I follow", Way.INBOX),
  PAPER("new papers of authors, topics and searches that I follow", Way.INBOX),
  DECISION("decisions of moderators on what I wrote, reported or claimed", Way.MAIL);

  private final String meaning;
  private final Way usual;

  NoticeKind(String meaning, Way usual) {
    this.meaning = meaning;
    this.usual = usual;
  }

  /** Ways of delivery. */
  public enum Way {
    OFF("not at all"),
    INBOX("here"),
    /** In the inbox and by mail. */
    MAIL("here and by mail");

    private final String meaning;

    Way(String meaning) {
      this.meaning = meaning;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public String meaning() {
      return meaning;
    }
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String meaning() {
    return meaning;
  }

  /** The default way. */
  public Way usual() {
    return usual;
  }
}
