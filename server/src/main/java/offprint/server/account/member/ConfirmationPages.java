package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The page of a mailed confirmation link. Opening it changes nothing because mail scanners open
 * links; the form on it confirms.
 */
@Controller
@RequestMapping("/confirm")
final class ConfirmationPages {
  private static final String PAGE = "account/member/confirm";

  private final EmailConfirmations emailConfirmations;

  ConfirmationPages(EmailConfirmations emailConfirmations) {
    this.emailConfirmations = emailConfirmations;
  }

  @GetMapping
  String page(
      @RequestParam(defaultValue = "") String word, HttpServletResponse response, Model model) {
    keepPrivate(response);
    model.addAttribute("word", word);
    model.addAttribute(
        "offer",
        emailConfirmations
            .offer(word)
            .orElseThrow(
                () -> Problem.notFound("this link has been used or has run out: ask for another")));
    return PAGE;
  }

  @PostMapping
  String confirm(
      @RequestParam(defaultValue = "") String word,
      HttpServletRequest request,
      HttpServletResponse response) {
    keepPrivate(response);
    emailConfirmations.complete(word, request.getRemoteAddr());
    return PAGE;
  }

  private static void keepPrivate(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
  }
}
