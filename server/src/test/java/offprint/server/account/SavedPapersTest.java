package offprint.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import offprint.engine.Json;
import offprint.server.TestSite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is saved and hidden, with an account. */
@Tag("sql")
class SavedPapersTest {
  private static final String SAVED = "data-opinion=\"saved\"";

  @TempDir static Path folder;
  private static TestSite site;
  private static Client ada;

  @BeforeAll
  static void start() {
    site = TestSite.start(folder, c -> c.with(AccountConfig.DEFAULT.with(Client.WIDE)));
    ada = Client.administrator(site);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  private static Client save(Client client, String paper, String opinion) {
    client.post("/opinions", "paper", paper, "opinion", opinion);
    return client;
  }

  @Test
  void anAccountHasItsOpinionsInEveryBrowser() {
    Client.reader(site, ada, "bob");
    Client laptop = new Client(site);
    laptop.signIn("bob", Client.PASSWORD);
    save(laptop, "srrw", "saved");
    Client phone = new Client(site);
    phone.signIn("bob", Client.PASSWORD);
    assertThat(phone.get("/papers/srrw").body()).contains(SAVED);
    assertThat(phone.get("/saved").body()).contains("Forget all I saved");
    assertThat(new Client(site).get("/papers/srrw").body()).doesNotContain(SAVED);
    phone.post("/logout");
    assertThat(phone.get("/papers/srrw").body()).doesNotContain(SAVED);
  }

  @Test
  void whatABrowserSavedBeforeIsTakenAlong() {
    Client cy = Client.reader(site, ada, "cy");
    save(cy, "mec-b", "hidden");
    Client browser = save(save(new Client(site), "timemixer", "saved"), "mec-b", "saved");
    browser.signIn("cy", Client.PASSWORD);
    assertThat(browser.get("/papers/timemixer").body()).contains(SAVED);
    assertThat(browser.get("/papers/mec-b").body())
        .as("what the account says itself stays")
        .contains("data-opinion=\"hidden\"");
    browser.post("/logout");
    assertThat(browser.get("/papers/timemixer").body())
        .as("the browser has none left of its own")
        .doesNotContain(SAVED);
    assertThat(Json.MAPPER.readTree(cy.get("/settings/export").body()).path("opinions").size())
        .isEqualTo(2);
    cy.post("/reader/forget");
    assertThat(cy.get("/papers/timemixer").body()).doesNotContain(SAVED);
  }
}
