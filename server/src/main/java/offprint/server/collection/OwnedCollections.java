package offprint.server.collection;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.collection.CollectionTable.Held;
import offprint.server.home.Home;
import offprint.server.paper.Papers;
import offprint.server.paper.StoredPaper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An account's collections: exported and deleted with it. */
@Component
final class OwnedCollections implements AccountData {
  private final CollectionTable table;
  private final Papers papers;

  OwnedCollections(Home home, Papers papers) {
    this.table = new CollectionTable(JdbcClient.create(home.dataSource()));
    this.papers = papers;
  }

  @Override
  public String name() {
    return "collections";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (CollectionSummary collection : table.ofAccount(account)) {
      ObjectNode node =
          list.addObject()
              .put("id", collection.id())
              .put("title", collection.title())
              .put("description", collection.description())
              .put("visibility", collection.visibility().word())
              .put("created", Instant.ofEpochMilli(collection.createdMillis()).toString());
      var held = table.papers(collection.id());
      Map<Long, StoredPaper> stored =
          papers.withIds(held.stream().map(Held::paper).toList()).stream()
              .collect(Collectors.toMap(StoredPaper::id, Function.identity()));
      for (Held each : held) {
        StoredPaper paper = stored.get(each.paper());
        if (paper != null) {
          node.withArray("papers")
              .addObject()
              .put("paper", paper.address())
              .put("note", each.note())
              .put("added", Instant.ofEpochMilli(each.addedMillis()).toString());
        }
      }
    }
    return list;
  }

  @Override
  public void release(long account) {
    table.deleteAll(account);
  }
}
