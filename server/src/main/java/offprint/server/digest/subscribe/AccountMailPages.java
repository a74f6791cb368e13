package offprint.server.digest.subscribe;

import offprint.server.account.Accounts;
import offprint.server.account.Viewer;
import offprint.server.digest.Subscriptions;
import offprint.server.mail.EmailAddress;
import offprint.server.mail.MailConfig;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** Sends an account's notices to the address that it has confirmed. */
@Controller
final class AccountMailPages {
  private final Subscriptions subscriptions;
  private final Accounts accounts;
  private final MailConfig config;

  AccountMailPages(Subscriptions subscriptions, Accounts accounts, MailConfig config) {
    this.subscriptions = subscriptions;
    this.accounts = accounts;
    this.config = config;
  }

  @PostMapping("/settings/mail")
  String send() {
    Viewer viewer = accounts.member();
    if (!config.isOn()) {
      throw Problem.unavailable("this site sends no mail: nobody has set up a mail server for it");
    }
    String address =
        accounts
            .confirmedAddress(viewer.id())
            .orElseThrow(
                () -> Problem.conflict("the address of this account is not confirmed yet"));
    subscriptions.sendNotices(EmailAddress.parse("email", address), viewer.id());
    return "redirect:/notifications#choices";
  }
}
