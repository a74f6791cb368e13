package offprint.server.account.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import offprint.server.account.Member;
import offprint.server.account.session.Sessions;
import offprint.server.web.FormErrors;
import offprint.server.web.LocalPath;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out. */
@Controller
public final class SignInPages {
  private final SignIn signIn;
  private final Sessions sessions;
  private final Registration registration;
  private final SignInMethods ways;

  SignInPages(SignIn signIn, Sessions sessions, Registration registration, SignInMethods ways) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.registration = registration;
    this.ways = ways;
  }

  @GetMapping("/login")
  String form(
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    if (Member.current().isPresent()) {
      return "redirect:" + LocalPath.of(next);
    }
    return show("", next, request, model);
  }

  /** The sign-in page with all methods. */
  public String show(String name, String next, HttpServletRequest request, Model model) {
    ways.offer(request, model);
    model.addAttribute("name", name);
    model.addAttribute("next", LocalPath.of(next));
    model.addAttribute("joining", registration.joining().word());
    model.addAttribute("fresh", registration.setupCode().isPresent());
    return "account/member/login";
  }

  @PostMapping("/login")
  String signIn(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String next,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    response.setHeader("Cache-Control", "no-store");
    try {
      Optional<Member> member = signIn.check(name, password, request.getRemoteAddr());
      if (member.isPresent()) {
        sessions.begin(member.get(), request, response);
        return "redirect:" + LocalPath.of(next);
      }
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      model.addAttribute("message", "Name and password do not belong together.");
    } catch (Problem problem) {
      FormErrors.fault(problem, response, model);
    }
    return show(name, next, request, model);
  }

  @PostMapping("/logout")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(request, response);
    return "redirect:/";
  }
}
