package offprint.server.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import offprint.server.web.Binding;
import org.springframework.stereotype.Component;

/**
 * Where browsers reach the site: the address that is set, else, where only this machine reaches the
 * server, the one that the browser asked for (the filters let nothing but this machine's names
 * through). A server that others reach by no set address has none: a host name that a request
 * brings could be an attacker's.
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
