package offprint.server.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Optional;
import offprint.server.web.Problem;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and out, and the page for what somebody may not do. */
@Controller
final class SignInPages {
  private final SignIn signIn;
  private final Sessions sessions;
  private final Joins joins;
  private final Passkeys passkeys;
  private final Provider provider;

  SignInPages(SignIn signIn, Sessions sessions, Joins joins, Passkeys passkeys, Provider provider) {
    this.signIn = signIn;
    this.sessions = sessions;
    this.joins = joins;
    this.passkeys = passkeys;
    this.provider = provider;
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

  /** The page with all ways in. */
  String show(String name, String next, HttpServletRequest request, Model model) {
    model.addAttribute("passkeySite", passkeys.site(request).map(URI::toString).orElse(""));
    model.addAttribute("provider", provider.name());
    model.addAttribute("name", name);
    model.addAttribute("next", LocalPath.of(next));
    model.addAttribute("joining", joins.joining().word());
    model.addAttribute("fresh", joins.setupCode().isPresent());
    return "account/login";
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
      Answers.fault(problem, response, model);
    }
    return show(name, next, request, model);
  }

  @PostMapping("/logout")
  String signOut(HttpServletRequest request, HttpServletResponse response) {
    sessions.end(request, response);
    return "redirect:/";
  }

  /** Where a refused request is sent on to, inside the server. */
  @RequestMapping("/refused")
  String refused(HttpServletRequest request) {
    Object message = request.getAttribute(Refusals.MESSAGE);
    throw Problem.refused(message == null ? "there is nothing to see here" : message.toString());
  }
}
