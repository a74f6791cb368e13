package offprint.server.follow;

import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An account's follows and notices: exported and deleted with it. */
@Component
final class OwnedFollows implements AccountData {
  private static final int TOLD = 10_000;

  private final FollowTable follows;
  private final NoticeTable notices;

  OwnedFollows(Home home) {
    JdbcClient sql = JdbcClient.create(home.dataSource());
    this.follows = new FollowTable(sql);
    this.notices = new NoticeTable(sql);
  }

  @Override
  public String name() {
    return "following";
  }

  @Override
  public JsonNode export(long account) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    for (Followed each : follows.of(account)) {
      node.withArray("follows")
          .addObject()
          .put("kind", each.kind().word())
          .put("name", each.handle());
    }
    notices
        .choices(account)
        .forEach((kind, way) -> node.withObject("told").put(kind.word(), way.word()));
    for (NoticeTable.Row row : notices.of(account, false, Long.MAX_VALUE, TOLD)) {
      Notice notice = Notice.of(row);
      node.withArray("notices")
          .addObject()
          .put("kind", notice.kind())
          .put("sentence", notice.sentence())
          .put("subject", notice.subject())
          .put("url", notice.url())
          .put("at", notice.at().iso())
          .put("read", !notice.unread());
    }
    return node;
  }

  @Override
  public void release(long account) {
    follows.removeAll(account);
    notices.forget(account);
  }
}
