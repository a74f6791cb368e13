package offprint.server.run.page;

import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.run.work.Runs;
import offprint.server.run.work.StoredRun;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** An account's runs: exported with their parameters, deleted with the account. */
@Component
final class OwnedRuns implements AccountData {
  private final Runs runs;

  OwnedRuns(Runs runs) {
    this.runs = runs;
  }

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (StoredRun run : runs.ofOwner(account)) {
      list.addObject()
          .put("id", run.id())
          .put("method", run.method())
          .put("preset", run.preset())
          .put("seed", run.seed())
          .put("state", run.state().word())
          .put("reason", run.reason())
          .put("visibility", run.visibility().word())
          .put("created", run.created().toString())
          .put("bytes", run.bytes())
          .put("report", "/runs/%d/report.json".formatted(run.id()))
          .set("params", run.params());
    }
    return list;
  }

  @Override
  public void release(long account) {
    runs.ofOwner(account).forEach(run -> runs.delete(run.id()));
  }
}
