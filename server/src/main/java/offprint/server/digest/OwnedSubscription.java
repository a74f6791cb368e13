package offprint.server.digest;

import offprint.engine.Json;
import offprint.server.account.AccountData;
import offprint.server.home.Home;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The subscription connected with an account. Deleting the account removes what came from the
 * account; an address with other preferences keeps those.
 */
@Component
final class OwnedSubscription implements AccountData {
  private final SubscriberTable subscribers;

  OwnedSubscription(Home home) {
    this.subscribers = new SubscriberTable(JdbcClient.create(home.dataSource()));
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public JsonNode export(long account) {
    ObjectNode node = Json.MAPPER.createObjectNode();
    subscribers
        .ofAccount(account)
        .ifPresent(
            to ->
                node.put("address", to.address().text())
                    .put("when", to.schedule().words())
                    .set("wishes", Json.MAPPER.readTree(to.wishes().json())));
    return node;
  }

  @Override
  public void release(long account) {
    subscribers
        .ofAccount(account)
        .ifPresent(
            to -> {
              DigestPreferences rest = to.wishes().withPersonal(false, false, false);
              if (rest.isEmpty()) {
                subscribers.delete(to.id());
              } else {
                subscribers.connect(to.id(), null);
                subscribers.change(to.id(), to.schedule(), rest);
              }
            });
  }
}
