package offprint.server.account.provider;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import offprint.server.account.Member;
import offprint.server.account.member.SignInMethod;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import tools.jackson.databind.node.ObjectNode;

/** The identity provider as a sign-in method. */
@Component
final class ProviderSignIn implements SignInMethod {
  private final Provider provider;
  private final Identities identities;

  ProviderSignIn(Provider provider, Identities identities) {
    this.provider = provider;
    this.identities = identities;
  }

  @Override
  public boolean opens(long account) {
    return !identities.of(account).isEmpty();
  }

  @Override
  public void offer(HttpServletRequest request, Model model) {
    model.addAttribute("provider", provider.name());
  }

  @Override
  public void show(Member owner, HttpServletRequest request, Model model) {
    offer(request, model);
    model.addAttribute("identities", identities.of(owner.id()));
  }

  @Override
  public void export(long account, ObjectNode node) {
    for (IdentityTable.Listed identity : identities.of(account)) {
      node.withArray("identities")
          .addObject()
          .put("issuer", identity.issuer())
          .put("subject", identity.subject())
          .put("created", Instant.ofEpochMilli(identity.createdMillis()).toString());
    }
  }
}
