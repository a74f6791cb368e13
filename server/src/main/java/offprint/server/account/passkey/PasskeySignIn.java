package offprint.server.account.passkey;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import offprint.server.account.Member;
import offprint.server.account.member.SignInMethod;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.node.ObjectNode;

/** Passkeys as a sign-in method. */
@Component
final class PasskeySignIn implements SignInMethod {
  private final Passkeys passkeys;

  PasskeySignIn(Passkeys passkeys) {
    this.passkeys = passkeys;
  }

  @Override
  public boolean opens(long account) {
    return !passkeys.of(account).isEmpty();
  }

  @Override
  public void offer(HttpServletRequest request, Model model) {
    model.addAttribute("passkeySite", passkeys.site(request).map(URI::toString).orElse(""));
  }

  @Override
  public void show(Member owner, HttpServletRequest request, Model model) {
    offer(request, model);
    model.addAttribute("passkeys", passkeys.of(owner.id()));
  }

  @Override
  public void export(long account, ObjectNode node) {
    for (PasskeyTable.Listed key : passkeys.of(account)) {
      node.withArray("passkeys")
          .addObject()
          .put("name", key.name())
          .put("created", Instant.ofEpochMilli(key.createdMillis()).toString());
    }
  }
}
