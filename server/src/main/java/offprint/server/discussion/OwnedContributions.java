package offprint.server.discussion;

import java.time.Instant;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account's votes and comments: all are exported; deleting the account deletes its votes and
 * makes its comments anonymous.
 */
@Component
final class OwnedContributions implements AccountData {
  private final VoteTable votes;
  private final CommentTable comments;
  private final Papers papers;

  OwnedContributions(Home home, Papers papers) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.votes = new VoteTable(sql);
    this.comments = new CommentTable(sql);
    this.papers = papers;
  }

  @Override
  public String name() {
    return "discussion";
  }

  @Override
  public JsonNode export(long account) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (VoteTable.Given vote : votes.of(account)) {
      node.withArray("votes")
          .addObject()
          .put("paper", vote.address())
          .put("given", time(vote.givenMillis()));
    }
    for (CommentTable.Row comment : comments.ofAccount(account)) {
      ObjectNode each =
          node.withArray("comments")
              .addObject()
              .put("id", comment.id())
              .put(comment.on().isRun() ? "run" : "paper", comment.on().key())
              .put("state", comment.state().word())
              .put("written", time(comment.createdMillis()))
              .put("text", comment.text());
      for (CommentTable.Version version : comments.versions(comment.id())) {
        each.withArray("earlier")
            .addObject()
            .put("until", time(version.untilMillis()))
            .put("text", version.text());
      }
    }
    return node;
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  /**
   * Locks votes and comments before the counts, in the same order as voting and commenting do, to
   * avoid deadlocks.
   */
  @Override
  public void release(long account) {
    comments.release(account);
    votes.takeAll(account).forEach(paper -> papers.count(paper, -1, 0));
  }
}
