package offprint.server.discussion;

import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Comments on runs, for deleting runs. */
@Component
public final class RunComments {
  private final CommentTable comments;

  RunComments(Home home) {
    this.comments = new CommentTable(JdbcClient.create(home.dataSource()));
  }

  /**
   * Deletes the comments on a run. To be called in the transaction that deletes the run, before and
   * again after the deletion, because a comment stored in between would keep the run.
   */
  public void forget(long run) {
    comments.deleteOfRun(run);
  }
}
