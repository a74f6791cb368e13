package offprint.server.upload;

import offprint.engine.Json;
import offprint.server.account.AccountData;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** An account's files: exported as a list of addresses, deleted with the account. */
@Component
final class OwnedUploads implements AccountData {
  private final Uploads uploads;

  OwnedUploads(Uploads uploads) {
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "files";
  }

  @Override
  public JsonNode export(long account) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (StoredUpload upload : uploads.ofOwner(account)) {
      list.addObject()
          .put("ref", upload.ref())
          .put("name", upload.name())
          .put("bytes", upload.bytes())
          .put("given", upload.created().toString())
          .put("content", "/api/v1/uploads/%s/content".formatted(upload.id()));
    }
    return list;
  }

  @Override
  public void release(long account) {
    uploads.ofOwner(account).forEach(uploads::forget);
  }
}
