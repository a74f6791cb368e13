package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import offprint.server.account.Member;
import offprint.server.account.session.Sessions;
import offprint.server.web.FormErrors;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Pages that create accounts: the first one and all others. */
@Controller
final class RegistrationPages {
  private final Registration registration;
  private final Sessions sessions;
  private final EmailConfirmations emailConfirmations;
  private final SignInMethods ways;

  RegistrationPages(
      Registration registration,
      Sessions sessions,
      EmailConfirmations emailConfirmations,
      SignInMethods ways) {
    this.registration = registration;
    this.sessions = sessions;
    this.emailConfirmations = emailConfirmations;
    this.ways = ways;
  }

  @GetMapping("/setup")
  String setUp(HttpServletResponse response, Model model) {
    response.setHeader("Cache-Control", "no-store");
    if (registration.setupCode().isEmpty()) {
      throw Problem.notFound("this site has its administrator");
    }
    return setup("", "", "", model);
  }

  private String setup(String code, String name, String email, Model model) {
    model.addAttribute("code", code);
    model.addAttribute("name", name);
    model.addAttribute("email", email);
    model.addAttribute("mail", emailConfirmations.hasMail());
    return "account/member/setup";
  }

  @PostMapping("/setup")
  String setUp(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      Registration.Form form = new Registration.Form(name, email, password);
      Member made = registration.setUp(code, form, request.getRemoteAddr());
      emailConfirmations.welcome(made, email);
      sessions.begin(made, request, response);
      return "redirect:/admin";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return setup(code, name, email, model);
    }
  }

  @GetMapping("/register")
  String register(
      @RequestParam(defaultValue = "") String invitation,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    return register(invitation, "", "", request, model);
  }

  private String register(
      String invitation, String name, String email, HttpServletRequest request, Model model) {
    ways.offer(request, model);
    model.addAttribute("invitation", invitation);
    model.addAttribute("name", name);
    model.addAttribute("email", email);
    model.addAttribute("welcome", registration.isWelcome(invitation));
    model.addAttribute("joining", registration.joining().word());
    model.addAttribute("mail", emailConfirmations.hasMail());
    return "account/member/register";
  }

  @PostMapping("/register")
  String register(
      @RequestParam(defaultValue = "") String invitation,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String password,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      Registration.Form form = new Registration.Form(name, email, password);
      Member made = registration.register(invitation, form, request.getRemoteAddr());
      emailConfirmations.welcome(made, email);
      sessions.begin(made, request, response);
      return "redirect:/settings";
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
      return register(invitation, name, email, request, model);
    }
  }
}
