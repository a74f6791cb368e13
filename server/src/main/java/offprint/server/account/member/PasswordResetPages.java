package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Forgotten passwords. */
@Controller
final class PasswordResetPages {
  private final PasswordResets passwordResets;

  PasswordResetPages(PasswordResets passwordResets) {
    this.passwordResets = passwordResets;
  }

  /**
   * @param word secret of a link; without one the page asks for the address to mail a link to
   */
  @GetMapping("/reset")
  String form(
      @RequestParam(defaultValue = "") String word, HttpServletResponse response, Model model) {
    response.setHeader("Cache-Control", "no-store");
    if (!word.isEmpty() && !passwordResets.isGood(word)) {
      throw Problem.notFound("this link has been used or has run out: ask for another");
    }
    return show(word, model);
  }

  private String show(String word, Model model) {
    model.addAttribute("word", word);
    model.addAttribute("mail", passwordResets.hasMail());
    return "account/member/reset";
  }

  @PostMapping("/reset")
  String reset(
      @RequestParam(defaultValue = "") String word,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      if (word.isEmpty()) {
        passwordResets.request(email, request.getRemoteAddr());
        model.addAttribute("asked", true);
      } else {
        passwordResets.complete(word, password, request.getRemoteAddr());
        model.addAttribute("done", true);
      }
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return show(word, model);
  }
}
