package offprint.server.digest;

import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.home.Home;
import offprint.server.mail.MailConfig;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** For templates: the mail that belongs to the viewer's account. */
@Component
public final class MailConnection {
  private final SubscriberTable subscribers;
  private final Accounts accounts;
  private final Links links;
  private final MailConfig config;

  MailConnection(Home home, Accounts accounts, Links links, MailConfig config) {
    this.subscribers = new SubscriberTable(JdbcClient.create(home.dataSource()));
    this.accounts = accounts;
    this.links = links;
    this.config = config;
  }

  /**
   * State of the connection.
   *
   * @param on false while the site sends no mail
   * @param address "" if none is connected
   * @param notices whether notices are mailed there
   * @param manage path of the page that changes it, "" for none
   * @param offer the account's confirmed address while none is connected, "" for none
   */
  public record Standing(
      boolean on, String address, boolean notices, String manage, String offer) {}

  public Standing standing() {
    Viewer viewer = accounts.viewer();
    if (!viewer.isSignedIn() || !viewer.session()) {
      return new Standing(config.isOn(), "", false, "", "");
    }
    return subscribers
        .ofAccount(viewer.id())
        .filter(to -> to.state() == Subscriber.State.ACTIVE)
        .map(
            to ->
                new Standing(
                    config.isOn(),
                    to.address().text(),
                    to.wishes().notices(),
                    links.managePath(to.id()),
                    ""))
        .orElseGet(
            () ->
                new Standing(
                    config.isOn(),
                    "",
                    false,
                    "",
                    accounts.confirmedAddress(viewer.id()).orElse("")));
  }
}
