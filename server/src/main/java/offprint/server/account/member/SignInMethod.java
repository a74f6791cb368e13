package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import offprint.server.account.Member;
import org.springframework.ui.Model;
import tools.jackson.databind.node.ObjectNode;

/** A way to sign in other than by password. */
public interface SignInMethod {
  /** Whether an account can be signed in to this way now. */
  boolean opens(long account);

  /** Adds its part of the sign-in and registration pages. */
  void offer(HttpServletRequest request, Model model);

  /** Adds its part of an account's settings. */
  void show(Member owner, HttpServletRequest request, Model model);

  /** Exports its data of an account, except secrets. */
  void export(long account, ObjectNode node);
}
