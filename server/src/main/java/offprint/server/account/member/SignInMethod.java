package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import offprint.server.account.Member;
import org.springframework.ui.Model;
import tools.jackson.databind.node.ObjectNode;

/** A way into accounts besides their passwords. */
public interface SignInMethod {
  /** Whether it leads into an account now. */
  boolean opens(long account);

  /** Adds what the pages for signing in and for a new account show of it. */
  void offer(HttpServletRequest request, Model model);

  /** Adds what the owner of an account sees of it in the settings. */
  void show(Member owner, HttpServletRequest request, Model model);

  /** Adds what is kept of it for an account, but for secrets; nothing where nothing is kept. */
  void export(long account, ObjectNode node);
}
