package offprint.server.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import offprint.server.web.Binding;
import org.springframework.stereotype.Component;

/**
 * The address at which browsers reach the site: the configured one, or on loopback the one that the
 * browser asked for (the filters admit only names of this machine). A server reachable by others
 * without a configured address has none, because an attacker could choose the host name of a
 * request.
 */
@Component
public final class PublicAddress {
  private final AccountMail mail;
  private final boolean loopback;

  PublicAddress(AccountMail mail, Binding binding) {
    this.mail = mail;
    this.loopback = binding.isLoopback();
  }

  /** Scheme, host and port. */
  public Optional<URI> of(HttpServletRequest request) {
    if (!mail.site().toString().isEmpty()) {
      return Optional.of(mail.site());
    }
    return loopback
        ? Optional.of(URI.create("http://" + request.getHeader("Host")))
        : Optional.empty();
  }
}
