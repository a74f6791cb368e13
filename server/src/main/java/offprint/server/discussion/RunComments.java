package offprint.server.discussion;

import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is said on runs, for those who delete runs. */
@Component
public final class RunComments {
  private final CommentTable comments;

  RunComments(Home home) {
    this.comments = new CommentTable(JdbcClient.create(home.dataSource()));
  }

  /**
   * Deletes all that was said on a run. Belongs into the transaction that deletes the run, before
   * that and once more after it: what was said meanwhile would keep the run.
   */
  public void forget(long run) {
    comments.deleteOfRun(run);
  }
}
